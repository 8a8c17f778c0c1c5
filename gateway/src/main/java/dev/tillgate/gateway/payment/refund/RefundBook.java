package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way by which a refund appears and moves: a compare-and-set in the caller's transaction,
 * together with its line in the timeline and its effects on payment and order. Rings the alarm
 * whenever it writes down a time to act.
 */
final class RefundBook {
  private static final Logger log = LoggerFactory.getLogger(RefundBook.class);

  private final RefundStore store;
  private final Orders orders;
  private final RefundEffects effects;
  private final Alarm alarm;

  RefundBook(RefundStore store, Orders orders, RefundEffects effects, Alarm alarm) {
    this.store = store;
    this.orders = orders;
    this.effects = effects;
    this.alarm = alarm;
  }

  /** Writes a refund down; false, and nothing done, when it is more than remains. */
  boolean open(Tx tx, Refund draft, String cause) {
    if (!store.insertWithinCaptured(tx, draft)) {
      return false;
    }
    appeared(tx, draft, cause);
    return true;
  }

  /** Writes down a refund that was made elsewhere; it happened, whatever we think remains. */
  void enter(Tx tx, Refund made, String cause) {
    if (!store.insert(tx, made)) {
      throw new IllegalStateException("refund " + made.atProvider().id() + " is here already");
    }
    appeared(tx, made, cause);
  }

  private void appeared(Tx tx, Refund refund, String cause) {
    ring(tx, refund.schedule().dueAt().orElse(null));
    changed(tx, refund, Optional.empty(), cause);
  }

  /** Moves a refund on; false, and nothing done, when the table does not lead there. */
  boolean move(Tx tx, Refund seen, RefundState next, RefundStore.Facts facts, String cause) {
    if (!seen.state().mayBecome(next) || !store.move(tx, seen, next, facts)) {
      return false;
    }
    ring(tx, facts.dueAt());
    changed(tx, store.find(tx, seen.id()).orElseThrow(), Optional.of(seen.state()), cause);
    return true;
  }

  /** Counts one try more, and waits until then in this state. */
  void waitAs(Tx tx, Refund seen, RefundState next, Instant dueAt, String reason) {
    if (store.waitAs(tx, seen, next, dueAt)) {
      ring(tx, dueAt);
      String kind = next == RefundState.CREATED ? "not_sent" : next.word();
      orders.note(
          tx,
          seen.captured().orderId(),
          "payment.refund_" + kind,
          reason + "; tried again",
          details(seen, reason));
      orders.paymentChanged(tx, seen.captured().orderId());
    }
  }

  /** {@link #waitAs} without a word: nothing was found out. */
  void postpone(Tx tx, Refund seen, Instant dueAt) {
    store.waitAs(tx, seen, seen.state(), dueAt);
    ring(tx, dueAt);
  }

  private void changed(Tx tx, Refund refund, Optional<RefundState> before, String cause) {
    note(tx, refund, before, cause);
    effects.changed(tx, refund, before, cause);
    tx.afterCommit(() -> log(refund, cause));
  }

  private void note(Tx tx, Refund refund, Optional<RefundState> before, String cause) {
    String text =
        "refund of "
            + refund.wish().amountMinor()
            + ' '
            + refund.captured().currency()
            + ' '
            + before.map(state -> state.word() + " → ").orElse("")
            + refund.state().word()
            + ": "
            + cause;
    orders.note(
        tx,
        refund.captured().orderId(),
        "payment.refund_" + refund.state().word(),
        text,
        details(refund, cause));
  }

  private static ObjectNode details(Refund refund, String cause) {
    return Json.object()
        .put("refund", refund.id().value())
        .put("payment", refund.captured().paymentId().value())
        .put("amount", refund.wish().amountMinor())
        .put("origin", refund.wish().origin().word())
        .put("provider_refund_id", refund.atProvider().id().orElse(null))
        .put("cause", cause);
  }

  private static void log(Refund refund, String cause) {
    boolean fell = refund.state() == RefundState.FAILED || refund.state() == RefundState.CANCELED;
    log.atLevel(fell ? Level.WARN : Level.INFO)
        .log(
            "refund.moved id={} order={} amount={} to={} cause=\"{}\"",
            refund.id(),
            refund.captured().orderId(),
            refund.wish().amountMinor(),
            refund.state().word(),
            cause);
  }

  private void ring(Tx tx, @Nullable Instant due) {
    if (due != null) {
      tx.afterCommit(() -> alarm.dueAt(due));
    }
  }
}
