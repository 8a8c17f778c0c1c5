package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.refund.Captured;
import dev.tillgate.gateway.payment.refund.Refunds;
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
  private final Refunds refunds;
  private final OrderEffects effects;
  private final Rules rules;
  private final InstantSource clock;

  Settlement(
      PaymentStore store,
      Orders orders,
      Refunds refunds,
      OrderEffects effects,
      Rules rules,
      InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.refunds = refunds;
    this.effects = effects;
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
      return review(tx, payment, mismatch.get() + ", says " + source.text());
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
    return reread(tx, payment);
  }

  /** Whether real money, or test money, is what we are configured for. */
  public boolean expects(boolean livemode) {
    return rules.agreement().expects(livemode);
  }

  /** What of the intent does not agree with the payment, in words; empty when all does. */
  public Optional<String> mismatch(Payment payment, Intent intent) {
    return rules.agreement().mismatch(payment, intent);
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
      return cancel(tx, payment, source.text());
    }
    return calledOff && intent.status() == IntentStatus.SUCCEEDED
        ? giveBack(tx, payment, source.text())
        : new Applied.Ignored("in-review");
  }

  /** The money and our books disagree: payment and order wait for a person. */
  public Applied review(Tx tx, Payment payment, String reason) {
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

  /** A person found the payment's money in order. */
  Applied accept(Tx tx, Payment payment, String cause) {
    return settle(tx, payment, PaymentState.SUCCEEDED, facts(null, null, null), cause);
  }

  /** Ends an attempt that nobody can pay (any more). */
  Applied cancel(Tx tx, Payment payment, String cause) {
    return settle(tx, payment, PaymentState.CANCELED, facts(null, null, null), cause);
  }

  /**
   * Begins to end the order: from here on it cannot be paid, and what was begun is taken back at
   * the provider before anything is freed. Money that is here goes back. False, and nothing done,
   * when the order's state does not allow it.
   *
   * @param next {@link OrderState#EXPIRING} or {@link OrderState#CANCELING}
   */
  public boolean end(Tx tx, OrderId id, OrderState next, String cause) {
    if (!orders.become(tx, id, next, cause)) {
      return false;
    }
    store.makePayableDue(tx, id, clock.instant());
    for (Payment payment : store.ofOrder(tx, id)) {
      endPayment(tx, payment, cause);
    }
    effects.endIfSettled(tx, id, cause);
    return true;
  }

  private void endPayment(Tx tx, Payment payment, String cause) {
    if (payment.state().holdsMoney()) {
      giveBack(tx, payment, cause);
    } else if (payment.state() == PaymentState.NEEDS_REVIEW
        && payment.atProvider().id().isEmpty()) {
      cancel(tx, payment, cause); // There is nothing at the provider that anybody could ask about.
    }
  }

  /**
   * Money that came and is not for keeping goes back to the shopper, all that is still here,
   * without anybody asking.
   */
  public Applied giveBack(Tx tx, Payment payment, String cause) {
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
    Intent.Decline decline = next == PaymentState.FAILED ? situation.decline().orElse(null) : null;
    String redirect =
        next == PaymentState.REQUIRES_ACTION ? situation.redirectUrl().orElse(null) : null;
    return settle(tx, payment, next, facts(due(next, intent), decline, redirect), source.text());
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
        ? review(tx, payment, "a canceled payment succeeded, says " + source.text())
        : settle(tx, payment, PaymentState.SUCCEEDED, facts(null, null, null), source.text());
  }

  /** When to ask about it if nothing more is heard. */
  private @Nullable Instant due(PaymentState next, Intent intent) {
    if (next == PaymentState.PROCESSING && intent.status() == IntentStatus.SUCCEEDED) {
      return rules.schedule().firstLookAfterSuccess(clock.instant());
    }
    return next.isOpenAtProvider() ? rules.schedule().firstLook(clock.instant()) : null;
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
    effects
        .of(tx, payment, next, cause)
        .ifPresent(reason -> giveBack(tx, reread(tx, payment), reason));
    return new Applied.Moved(next);
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
