package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The payments of orders: written down in the caller's transaction, sent by the worker after it.
 */
public final class Payments {
  private final PaymentStore store;
  private final DueStore due;
  private final Rules rules;
  private final Route route;
  private final Ids ids;
  private final InstantSource clock;

  /**
   * Where payments go.
   *
   * @param provider the provider's name
   * @param worker takes a payment that was just committed; never blocks
   */
  public record Route(String provider, Consumer<PaymentId> worker) {}

  Payments(
      PaymentStore store, DueStore due, Rules rules, Route route, Ids ids, InstantSource clock) {
    this.store = store;
    this.due = due;
    this.rules = rules;
    this.route = route;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Writes down the order's next attempt to pay, with ids and keys of its own, and hands it to the
   * worker once it is on disk. If this process dies first, recovery finds it due.
   */
  public Payment start(Tx tx, Order order, String method, Optional<String> returnUrl) {
    return start(tx, order, store.ofOrder(tx, order.id()).size() + 1, method, returnUrl);
  }

  /** The same for an order that this transaction has placed: it was never paid for before. */
  public Payment startFirst(Tx tx, Order placed, String method, Optional<String> returnUrl) {
    return start(tx, placed, 1, method, returnUrl);
  }

  private Payment start(
      Tx tx, Order order, int attempt, String method, Optional<String> returnUrl) {
    Instant now = clock.instant();
    Payment payment =
        new Payment(
            new PaymentId(ids.next(PaymentId.PREFIX)),
            order.id(),
            PaymentState.CREATED,
            new Payment.Charge(
                attempt,
                order.basket().amountMinor(),
                order.basket().currency(),
                method,
                returnUrl),
            new Payment.AtProvider(
                route.provider(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty()),
            new Payment.Schedule(0, Optional.of(rules.schedule().recovery(now)), Optional.empty()));
    store.insert(tx, payment, now);
    tx.afterCommit(() -> route.worker().accept(payment.id()));
    return payment;
  }

  public Optional<Payment> find(Tx tx, PaymentId id) {
    return store.find(tx, id);
  }

  /** The order's payments, latest attempt first. */
  public List<Payment> ofOrder(Tx tx, OrderId id) {
    return store.ofOrder(tx, id);
  }

  /** The payment this intent of the provider is bound to. */
  public Optional<Payment> boundTo(Tx tx, String providerPaymentId) {
    return store.byProviderId(tx, route.provider(), providerPaymentId);
  }

  /**
   * The payment an intent belongs to: by the provider's id, or, while ours has none yet, by its
   * metadata when money and order agree, which then binds it for good.
   */
  public Optional<Payment> matching(Tx tx, Intent intent) {
    Optional<Payment> bound = boundTo(tx, intent.id());
    return bound.isPresent() ? bound : bindByMetadata(tx, intent);
  }

  /** Whether the intent says that it is one of ours; nobody but us writes such metadata. */
  public static boolean named(Intent intent) {
    return intent.metadata().getOrDefault("payment_id", "").startsWith(PaymentId.PREFIX + "_")
        || intent.metadata().getOrDefault("order_id", "").startsWith(OrderId.PREFIX + "_");
  }

  /**
   * Makes every payment of the order due now: an open one is asked about earlier than it would be,
   * one that is settled is looked at once more, which changes nothing unless it is news.
   */
  public void askNow(Tx tx, OrderId id) {
    Instant now = clock.instant();
    store.ofOrder(tx, id).stream()
        .filter(payment -> payment.state().isAskedFor())
        .forEach(payment -> due.makeDue(tx, payment.id(), now));
  }

  /** When the oldest payment that is not settled was written down. */
  public Optional<Instant> oldestOpen(Tx tx) {
    return store.oldestOpen(tx);
  }

  private Optional<Payment> bindByMetadata(Tx tx, Intent intent) {
    return Optional.ofNullable(intent.metadata().get("payment_id"))
        .filter(id -> id.startsWith(PaymentId.PREFIX + "_"))
        .flatMap(id -> store.find(tx, new PaymentId(id)))
        .filter(payment -> rules.agreement().mayBind(payment, intent))
        .flatMap(payment -> store.bind(tx, payment.id(), intent.id(), clock.instant()));
  }
}
