package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what the provider answered, or what follows from its having nothing to answer: the
 * payment is bound, moves on, or ends. Each is one transaction and may come twice.
 */
final class Answers {
  private final Database database;
  private final PaymentStore store;
  private final Settlement settlement;
  private final Moves moves;
  private final InstantSource clock;

  Answers(
      Database database,
      PaymentStore store,
      Settlement settlement,
      Moves moves,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.settlement = settlement;
    this.moves = moves;
    this.clock = clock;
  }

  /** Binds the provider's id; a mismatch of money or id sends both to review and returns empty. */
  Optional<Payment> bind(Payment payment, Intent intent) {
    return database.write(tx -> {
      Payment bound = bound(tx, payment, intent);
      Applied applied = settlement.apply(tx, bound, intent, Source.DIRECT_ANSWER);
      return applied instanceof Applied.Moved ? Optional.empty() : Optional.of(bound);
    });
  }

  /** Applies what the provider told about the intent. */
  Applied told(Payment payment, Intent intent, Source source) {
    return database.write(tx -> settlement.apply(tx, current(tx, payment), intent, source));
  }

  /** The provider will not do it however often we ask. */
  void refused(Payment payment, PspAnswer.Refused<?> answer) {
    boolean methodRefused = answer.param().filter("payment_method"::equals).isPresent();
    database.change(tx -> {
      Payment current = current(tx, payment);
      if (current.state() == PaymentState.NEEDS_REVIEW) {
        moves.cancel(tx, current, "the provider knows nothing of it: " + answer.code());
      } else if (methodRefused) {
        Intent.Decline decline = new Intent.Decline(answer.code(), answer.code());
        moves.refuse(tx, current, decline, "the provider does not take the payment method");
      } else {
        moves.review(tx, current, "the provider refuses the call: " + answer.code());
      }
    });
  }

  /**
   * Takes what the provider has under our payment's name for the payment, if id and money agree
   * (ruling 5), and goes on from there; a person decides when they do not. The payment with its id
   * when what was found still waits to be confirmed.
   */
  Optional<Payment> found(Payment payment, List<Intent> named) {
    return database.write(tx -> {
      Payment current = current(tx, payment);
      Optional<Intent> ours =
          named.stream().filter(intent -> settlement.mayBind(current, intent)).findFirst();
      if (ours.isEmpty()) {
        moves.review(tx, current, "the provider has another payment under its name");
        return Optional.empty();
      }
      Payment bound = bound(tx, payment, ours.get());
      Applied applied = settlement.apply(tx, bound, ours.get(), Source.RECONCILER);
      return applied instanceof Applied.Moved ? Optional.empty() : Optional.of(bound);
    });
  }

  /** The keys are too old to be used again and nobody can say what became of them. */
  void giveUp(Payment payment) {
    database.change(tx ->
        moves.review(tx, current(tx, payment), "the outcome is unknown and its key has expired"));
  }

  /** The provider surely never had it, and its key is too old to be used: nothing was charged. */
  void neverArrived(Payment payment) {
    database.change(
        tx -> moves.cancel(tx, current(tx, payment), "it never arrived at the provider"));
  }

  /** The order ends and this attempt was never sent: nobody can pay it. */
  void neverSent(Payment payment) {
    database.change(
        tx -> moves.cancel(tx, current(tx, payment), "its order ends before it was sent"));
  }

  /** The order ends, and at this provider a declined attempt is over. */
  void declinedForGood(Payment payment) {
    database.change(
        tx -> moves.cancel(tx, current(tx, payment), "its order ends and it was declined"));
  }

  /** An earlier attempt turned out to be paid: this one is not sent. */
  void drop(Payment payment) {
    database.change(tx -> moves.cancel(tx, current(tx, payment), "an earlier attempt was paid"));
  }

  /** With its id at the provider, which may be another than this. */
  private Payment bound(Tx tx, Payment payment, Intent intent) {
    return store
        .bind(tx, payment.id(), intent.id(), clock.instant())
        .orElseGet(() -> current(tx, payment));
  }

  private Payment current(Tx tx, Payment payment) {
    return store.find(tx, payment.id()).orElseThrow();
  }
}
