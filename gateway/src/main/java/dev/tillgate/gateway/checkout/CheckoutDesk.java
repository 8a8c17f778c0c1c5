package dev.tillgate.gateway.checkout;

import dev.tillgate.gateway.catalog.Catalog;
import dev.tillgate.gateway.catalog.Stock;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.order.Waits;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.ending.Endings;
import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.idempotency.Idempotency;
import dev.tillgate.gateway.platform.idempotency.KeyedRequest;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one checkout from its key to its answer: the key and everything the checkout makes are one
 * durable transaction, the answer is kept under the key before it is given.
 */
public final class CheckoutDesk {
  private static final Logger log = LoggerFactory.getLogger(CheckoutDesk.class);

  // A request that waits holds memory; beyond this many nothing is done, and the caller comes back.
  private static final int LIVE_MAX = 12_000;

  private final Checkouts checkouts;
  private final Outcomes outcomes;
  private final Counter counter;
  private final Semaphore places = new Semaphore(LIVE_MAX);

  /** What the desk sells from and writes into. */
  public record Trade(
      Catalog catalog,
      Stock stock,
      Orders orders,
      Payments payments,
      Endings endings,
      Waits waits) {}

  /** The desk's own tools. */
  public record Counter(Database database, Idempotency idempotency, Ids ids, Metrics metrics) {}

  /**
   * A desk that takes orders.
   *
   * @param timeToLive how long an unpaid order keeps its stock
   */
  public CheckoutDesk(Trade trade, Counter counter, Duration timeToLive) {
    this.counter = counter;
    this.checkouts = new Checkouts(trade, timeToLive);
    this.outcomes = new Outcomes(counter.database(), trade.orders(), trade.waits());
  }

  Answer checkOut(KeyedRequest request, CheckoutRequest checkout, Prefer prefer) {
    OrderId id = new OrderId(counter.ids().next(OrderId.PREFIX));
    return serve(request, id, prefer, (tx, order) -> checkouts.accept(tx, order, checkout));
  }

  Answer payAgain(
      KeyedRequest request, OrderId id, CheckoutRequest.PayWith payWith, Prefer prefer) {
    return serve(request, id, prefer, (tx, order) -> checkouts.payAgain(tx, order, payWith));
  }

  private Answer serve(
      KeyedRequest request, OrderId id, Prefer prefer, BiConsumer<Tx, OrderId> work) {
    if (!places.tryAcquire()) {
      throw new Problem(429, "saturated", "Too many checkouts are running; nothing was done.")
          .retryAfter(1);
    }
    try {
      return counted(answer(request, id, prefer, work));
    } catch (Problem problem) {
      count(problem.code());
      throw problem;
    } finally {
      places.release();
    }
  }

  private Answer answer(
      KeyedRequest request, OrderId id, Prefer prefer, BiConsumer<Tx, OrderId> work) {
    return counter
        .idempotency()
        .serve(
            request,
            id.value(),
            tx -> work.accept(tx, id),
            order -> outcomes.of(new OrderId(order), prefer));
  }

  private Answer counted(Answer answer) {
    count(
        switch (answer.status()) {
          case 201 -> "confirmed";
          case 402 -> "declined";
          default -> "accepted";
        });
    return answer;
  }

  private void count(String outcome) {
    counter.metrics().count("tillgate.checkouts", "outcome", outcome);
    log.debug("checkout.answered outcome={}", outcome);
  }
}
