package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one code path on which a payment moves and an order finishes, whoever brings the news. Every
 * move is a compare-and-set in the caller's transaction, so the same news twice, or two bearers at
 * once, have one effect.
 */
public final class Settlement {
  private static final Logger log = LoggerFactory.getLogger(Settlement.class);

  private final PaymentStore store;
  private final Orders orders;
  private final PaymentSchedule schedule;
  private final Agreement agreement;
  private final InstantSource clock;

  Settlement(
      PaymentStore store,
      Orders orders,
      PaymentSchedule schedule,
      Agreement agreement,
      InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.schedule = schedule;
    this.agreement = agreement;
    this.clock = clock;
  }

  /** Takes note of the intent as the provider showed it. */
  public Applied apply(Tx tx, Payment payment, Intent intent, Source source) {
    Optional<String> mismatch = agreement.mismatch(payment, intent);
    if (mismatch.isPresent()) {
      return review(tx, payment, mismatch.get() + ", says " + source.text());
    }
    return target(intent, source)
        .map(next -> move(tx, payment, next, intent, source))
        .orElseGet(() -> new Applied.Ignored("nothing-new"));
  }

  /** Whether an intent that only names the payment may be taken for it. */
  boolean mayBind(Payment payment, Intent intent) {
    return agreement.mayBind(payment, intent);
  }

  /** The money and our books disagree: payment and order wait for a person. */
  Applied review(Tx tx, Payment payment, String reason) {
    Applied applied =
        settle(tx, payment, PaymentState.NEEDS_REVIEW, facts(null, null, null), reason);
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
    return settle(tx, payment, PaymentState.FAILED, facts(null, decline, null), message);
  }

  /** Ends an attempt that was never confirmed at the provider. */
  Applied cancel(Tx tx, Payment payment, String cause) {
    return settle(tx, payment, PaymentState.CANCELED, facts(null, null, null), cause);
  }

  /**
   * Money that came and is not for keeping goes back to the shopper, all of it, without anybody
   * asking.
   */
  public Applied giveBack(Tx tx, Payment payment, String cause) {
    return settle(tx, payment, PaymentState.REFUND_PENDING, facts(null, null, null), cause);
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
    if (payment.state() == PaymentState.CANCELED && next == PaymentState.SUCCEEDED) {
      return review(tx, payment, "a canceled payment succeeded, says " + source.text());
    }
    if (!payment.state().mayBecome(next)) {
      return new Applied.Ignored(payment.state() == next ? "same-state" : "stale");
    }
    Intent.Situation situation = intent.situation();
    Intent.Decline decline = next == PaymentState.FAILED ? situation.decline().orElse(null) : null;
    String redirect =
        next == PaymentState.REQUIRES_ACTION ? situation.redirectUrl().orElse(null) : null;
    return settle(tx, payment, next, facts(due(next, intent), decline, redirect), source.text());
  }

  /** When to ask about it if nothing more is heard. */
  private @Nullable Instant due(PaymentState next, Intent intent) {
    if (next == PaymentState.PROCESSING && intent.status() == IntentStatus.SUCCEEDED) {
      return schedule.firstLookAfterSuccess(clock.instant());
    }
    return next.isOpenAtProvider() ? schedule.firstLook(clock.instant()) : null;
  }

  private PaymentStore.Facts facts(
      @Nullable Instant due, Intent.@Nullable Decline decline, @Nullable String redirect) {
    String code = decline == null ? null : decline.declineCode();
    return new PaymentStore.Facts(clock.instant(), due, code, redirect);
  }

  private Applied settle(
      Tx tx, Payment payment, PaymentState next, PaymentStore.Facts facts, String cause) {
    if (!payment.state().mayBecome(next) || !store.move(tx, payment, next, facts)) {
      return new Applied.Ignored("overtaken");
    }
    note(tx, payment, next, cause);
    orders.paymentChanged(tx, payment.orderId());
    moveOrder(tx, payment, next, cause);
    return new Applied.Moved(next);
  }

  /** What the payment's new state does to its order. */
  private void moveOrder(Tx tx, Payment payment, PaymentState next, String cause) {
    switch (next) {
      case SUCCEEDED -> paid(tx, payment, cause);
      case FAILED, CANCELED -> moveIfLatest(tx, payment, OrderState.PAYMENT_FAILED, cause);
      case REQUIRES_ACTION -> moveIfLatest(tx, payment, OrderState.REQUIRES_ACTION, cause);
      case NEEDS_REVIEW -> orders.become(tx, payment.orderId(), OrderState.NEEDS_REVIEW, cause);
      // We never ask for manual capture, so held money is a surprise.
      case AUTHORIZED -> review(tx, reread(tx, payment), "the money is held, not captured");
      case CREATED, SUBMITTED, UNKNOWN, PROCESSING -> {}
      case REFUND_PENDING, PARTIALLY_REFUNDED, REFUNDED, REFUND_FAILED -> {}
    }
  }

  private void paid(Tx tx, Payment payment, String cause) {
    OrderState before = orders.find(tx, payment.orderId()).orElseThrow().state();
    if (before == OrderState.CONFIRMED
        || before == OrderState.EXPIRED
        || before == OrderState.CANCELED) {
      giveBack(
          tx,
          reread(tx, payment),
          "the order is " + before.word() + " already; the money goes back");
    } else if (!orders.confirm(tx, payment.orderId(), cause)) {
      orders.become(
          tx, payment.orderId(), OrderState.NEEDS_REVIEW, "paid, but the stock is not there");
    }
  }

  /** An earlier attempt's end says nothing about the order once a later one is under way. */
  private void moveIfLatest(Tx tx, Payment payment, OrderState next, String cause) {
    if (store.ofOrder(tx, payment.orderId()).getFirst().id().equals(payment.id())) {
      orders.become(tx, payment.orderId(), next, cause);
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
}
