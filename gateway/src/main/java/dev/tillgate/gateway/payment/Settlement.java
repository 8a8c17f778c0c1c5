package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one code path on which a payment moves and an order finishes, whoever brings the news. Every
 * move is a compare-and-set in the caller's transaction, so the same news twice, or two bearers at
 * once, have one effect.
 */
public final class Settlement {
  private final PaymentStore store;
  private final Orders orders;
  private final Moves moves;
  private final Rules rules;
  private final InstantSource clock;

  Settlement(PaymentStore store, Orders orders, Moves moves, Rules rules, InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.moves = moves;
    this.rules = rules;
    this.clock = clock;
  }

  /** Takes note of the intent as the provider showed it. */
  public Applied apply(Tx tx, Payment seen, Intent intent, Source source) {
    Payment payment = withReceived(tx, seen, intent);
    if (payment.state() == PaymentState.NEEDS_REVIEW) {
      return afterReview(tx, payment, intent, source);
    }
    Optional<String> mismatch = rules.agreement().mismatch(payment, intent);
    if (mismatch.isPresent()) {
      return moves.review(tx, payment, mismatch.get() + ", says " + source.text());
    }
    return target(intent, source)
        .map(next -> move(tx, payment, next, intent, source))
        .orElseGet(() -> new Applied.Ignored("nothing-new"));
  }

  /**
   * Another amount than was asked for is a person's to judge; should it go back, all of it does.
   */
  private Payment withReceived(Tx tx, Payment payment, Intent intent) {
    long received = intent.amount().receivedMinor();
    boolean otherwise =
        intent.status() == IntentStatus.SUCCEEDED
            && received > 0
            && received != payment.broughtMinor()
            && payment.atProvider().id().filter(intent.id()::equals).isPresent();
    if (!otherwise) {
      return payment;
    }
    store.received(tx, payment.id(), received);
    return store.find(tx, payment.id()).orElseThrow();
  }

  /** Whether real money, or test money, is what we are configured for. */
  public boolean expects(boolean livemode) {
    return rules.agreement().expects(livemode);
  }

  /** What of the intent does not agree with the payment, in words; empty when all does. */
  public Optional<String> mismatch(Payment payment, Intent intent) {
    return rules.agreement().mismatch(payment, intent);
  }

  /** The money and our books disagree: payment and order wait for a person. */
  public Applied review(Tx tx, Payment payment, String reason) {
    return moves.review(tx, payment, reason);
  }

  /** Whether an intent that only names the payment may be taken for it. */
  boolean mayBind(Payment payment, Intent intent) {
    return rules.agreement().mayBind(payment, intent);
  }

  /**
   * While a person has to decide, news changes nothing. Once the order was called off, it says how
   * the payment ends, whatever did not agree about it.
   */
  private Applied afterReview(Tx tx, Payment payment, Intent intent, Source source) {
    boolean calledOff =
        orders.find(tx, payment.orderId()).orElseThrow().state() == OrderState.CANCELING;
    if (calledOff && intent.status() == IntentStatus.CANCELED) {
      return moves.cancel(tx, payment, source.text());
    }
    return calledOff && intent.status() == IntentStatus.SUCCEEDED
        ? backOrOver(tx, payment, source)
        : new Applied.Ignored("in-review");
  }

  /** Of money that somebody has given back already nothing is left to wait for. */
  private Applied backOrOver(Tx tx, Payment payment, Source source) {
    Applied back = moves.giveBack(tx, payment, source.text());
    return back instanceof Applied.Ignored
        ? moves.cancel(tx, payment, "nothing of it is left to give back")
        : back;
  }

  /** What the intent's status means to us; empty when it only asks us to confirm (again). */
  private static Optional<PaymentState> target(Intent intent, Source source) {
    return switch (intent.status()) {
      case SUCCEEDED ->
          Optional.of(
              source == Source.DIRECT_ANSWER ? PaymentState.PROCESSING : PaymentState.SUCCEEDED);
      case PROCESSING -> Optional.of(PaymentState.PROCESSING);
      case REQUIRES_ACTION -> Optional.of(PaymentState.REQUIRES_ACTION);
      case REQUIRES_CAPTURE -> Optional.of(PaymentState.AUTHORIZED);
      case CANCELED -> Optional.of(PaymentState.CANCELED);
      case REQUIRES_PAYMENT_METHOD ->
          intent.situation().decline().map(decline -> PaymentState.FAILED);
      case REQUIRES_CONFIRMATION -> Optional.empty();
    };
  }

  private Applied move(Tx tx, Payment payment, PaymentState next, Intent intent, Source source) {
    if (!payment.state().mayBecome(next)) {
      return echo(tx, payment, next);
    }
    if (payment.state() == PaymentState.CANCELED && next == PaymentState.SUCCEEDED) {
      return paidAfterCancel(tx, payment, source);
    }
    Intent.Situation situation = intent.situation();
    String decline =
        next == PaymentState.FAILED
            ? situation.decline().map(Intent.Decline::declineCode).orElse(null)
            : null;
    String redirect =
        next == PaymentState.REQUIRES_ACTION ? situation.redirectUrl().orElse(null) : null;
    PaymentStore.Facts facts =
        new PaymentStore.Facts(clock.instant(), due(next, intent), decline, redirect);
    return moves.settle(tx, payment, next, facts, source.text());
  }

  /** Nothing new. A question about a canceled payment is answered by it. */
  private Applied echo(Tx tx, Payment payment, PaymentState told) {
    boolean same = payment.state() == told;
    if (same && told == PaymentState.CANCELED) {
      store.postpone(tx, payment, null);
    }
    return new Applied.Ignored(same ? "same-state" : "stale");
  }

  /**
   * At a correct provider that cannot be, so a callback alone is not believed: the provider is
   * asked. What it then says is the money's truth, and an order that is over lets it go back.
   */
  private Applied paidAfterCancel(Tx tx, Payment payment, Source source) {
    if (source != Source.RECONCILER) {
      store.postpone(tx, payment, clock.instant());
      return new Applied.Ignored("asked-again");
    }
    return orders.find(tx, payment.orderId()).orElseThrow().state().isPayable()
        ? moves.review(tx, payment, "a canceled payment succeeded, says " + source.text())
        : moves.accept(tx, payment, source.text());
  }

  /** When to ask about it if nothing more is heard. */
  private @Nullable Instant due(PaymentState next, Intent intent) {
    if (next == PaymentState.PROCESSING && intent.status() == IntentStatus.SUCCEEDED) {
      return rules.schedule().firstLookAfterSuccess(clock.instant());
    }
    return next.isOpenAtProvider() ? rules.schedule().firstLook(clock.instant()) : null;
  }
}
