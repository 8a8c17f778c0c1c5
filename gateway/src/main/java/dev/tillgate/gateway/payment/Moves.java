package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.refund.Captured;
import dev.tillgate.gateway.payment.refund.Refunds;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The moves a payment can be told to make, each with all that follows for its order. Every one is a
 * compare-and-set in the caller's transaction, so making it twice has one effect.
 */
final class Moves {
  private static final Logger log = LoggerFactory.getLogger(Moves.class);

  private final PaymentStore store;
  private final DueStore due;
  private final Orders orders;
  private final Refunds refunds;
  private final OrderEffects effects;
  private final InstantSource clock;

  Moves(
      PaymentStore store,
      DueStore due,
      Orders orders,
      Refunds refunds,
      OrderEffects effects,
      InstantSource clock) {
    this.store = store;
    this.due = due;
    this.orders = orders;
    this.refunds = refunds;
    this.effects = effects;
    this.clock = clock;
  }

  /** The money and our books disagree: payment and order wait for a person. */
  Applied review(Tx tx, Payment payment, String reason) {
    Applied applied = settle(tx, payment, PaymentState.NEEDS_REVIEW, now(), reason);
    if (applied instanceof Applied.Moved) {
      tx.afterCommit(() ->
          log.warn(
              "payment.needs_review id={} order={} reason=\"{}\"",
              payment.id(),
              payment.orderId(),
              reason));
    }
    return applied;
  }

  /**
   * Notes a decline the provider told without an intent, such as a payment method it does not know.
   */
  Applied refuse(Tx tx, Payment payment, Intent.Decline decline, String message) {
    return settle(
        tx,
        payment,
        PaymentState.FAILED,
        new PaymentStore.Facts(clock.instant(), null, decline.declineCode(), null),
        message);
  }

  /** A person found the payment's money in order. */
  Applied accept(Tx tx, Payment payment, String cause) {
    return settle(tx, payment, PaymentState.SUCCEEDED, now(), cause);
  }

  /** Ends an attempt that nobody can pay (any more). */
  Applied cancel(Tx tx, Payment payment, String cause) {
    return settle(tx, payment, PaymentState.CANCELED, now(), cause);
  }

  /**
   * Money that came and is not for keeping goes back to the shopper, all that is still here,
   * without anybody asking.
   */
  Applied giveBack(Tx tx, Payment payment, String cause) {
    Optional<Captured> captured = payment.captured();
    if (captured.isEmpty()) {
      return review(tx, payment, "paid, but nobody knows what the provider calls it");
    }
    boolean goes = refunds.giveBack(tx, captured.get(), cause);
    effects.endIfSettled(tx, payment.orderId(), cause);
    return goes
        ? new Applied.Moved(PaymentState.REFUND_PENDING)
        : new Applied.Ignored("nothing-left");
  }

  /**
   * Moves the payment, tells its order, and gives back what is not for keeping; nothing when it has
   * moved meanwhile or may not move so.
   */
  Applied settle(
      Tx tx, Payment payment, PaymentState next, PaymentStore.Facts facts, String cause) {
    if (!payment.state().mayBecome(next) || store.move(tx, payment, next, facts).isEmpty()) {
      return new Applied.Ignored("overtaken");
    }
    note(tx, payment, next, cause);
    orders.paymentChanged(tx, payment.orderId());
    effects.of(tx, payment, next, cause).ifPresent(reason -> sendBack(tx, payment, reason));
    if (next.isRevocable()) {
      takeBack(tx, payment.orderId(), OrderState::isEnding);
    }
    return new Applied.Moved(next);
  }

  private void sendBack(Tx tx, Payment payment, String reason) {
    giveBack(tx, reread(tx, payment), reason);
    // Paid without goods calls the order off: what else could be paid of it is taken back as well.
    takeBack(tx, payment.orderId(), state -> state == OrderState.CANCELING);
  }

  /**
   * What could still be paid of an order that ends is taken back at the provider. News that comes
   * while it ends has moved its payment in the schedule, to a look in minutes or out of it.
   */
  private void takeBack(Tx tx, OrderId id, Predicate<OrderState> ends) {
    if (ends.test(orders.find(tx, id).orElseThrow().state())) {
      due.makePayableDue(tx, id, clock.instant());
    }
  }

  private Payment reread(Tx tx, Payment payment) {
    return store.find(tx, payment.id()).orElseThrow();
  }

  private void note(Tx tx, Payment payment, PaymentState next, String cause) {
    ObjectNode details =
        Json.object()
            .put("payment", payment.id().value())
            .put("from", payment.state().word())
            .put("to", next.word())
            .put("cause", cause);
    String text = "payment " + payment.state().word() + " → " + next.word() + ": " + cause;
    orders.note(tx, payment.orderId(), "payment." + next.word(), text, details);
  }

  private PaymentStore.Facts now() {
    return PaymentStore.Facts.at(clock.instant(), null);
  }
}
