package dev.tillgate.gateway.payment.refund.desk;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.order.Waits;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.refund.Refund;
import dev.tillgate.gateway.payment.refund.RefundId;
import dev.tillgate.gateway.payment.refund.RefundJson;
import dev.tillgate.gateway.payment.refund.RefundLedger;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.idempotency.Claim;
import dev.tillgate.gateway.platform.idempotency.Idempotency;
import dev.tillgate.gateway.platform.idempotency.KeyedRequest;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;

/**
 * Serves one refund from its key to its answer: key and refund are one durable transaction, the
 * answer is kept under the key before it is given.
 */
public final class RefundDesk {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final Idempotency idempotency;
  private final PaymentFlow payments;
  private final Refundable refundable;
  private final Waits waits;
  private final RefundLedger ledger = new RefundLedger();

  public RefundDesk(
      Database database,
      Idempotency idempotency,
      Orders orders,
      PaymentFlow payments,
      Waits waits) {
    this.database = database;
    this.idempotency = idempotency;
    this.payments = payments;
    this.refundable = new Refundable(orders, payments);
    this.waits = waits;
  }

  Answer refund(KeyedRequest request, OrderId order, RefundRequest refund, Prefer prefer) {
    RefundId id = payments.refunds().refunds().nextId();
    try (Idempotency.Held held = idempotency.hold(request)) {
      return switch (database.write(tx -> claim(tx, request, id, order, refund))) {
        case Claim.Fresh fresh -> idempotency.keep(request, outcome(id, order, prefer));
        // Taken before a crash and never answered: the answer is what has become of it.
        case Claim.Attach attach ->
            idempotency.keep(request, outcome(new RefundId(attach.resource()), order, prefer));
        case Claim.Replay replay -> replay.answer();
      };
    }
  }

  private Claim claim(
      Tx tx, KeyedRequest request, RefundId id, OrderId order, RefundRequest refund) {
    Claim claim = idempotency.claim(tx, request, id.value());
    if (claim instanceof Claim.Fresh) {
      refundable.open(tx, id, order, refund);
    }
    return claim;
  }

  /** The answer to a refund: 201 the money is back, 409 it failed, 202 it is on its way. */
  private Answer outcome(RefundId id, OrderId order, Prefer prefer) {
    Refund last =
        waits.until(
            order,
            prefer.waitOr(PATIENCE),
            () -> database.read(tx -> ledger.find(tx, id).orElseThrow()),
            refund -> !refund.state().isUnsettled());
    return switch (last.state()) {
      case SUCCEEDED -> prefer.applied(Answer.json(201, RefundJson.render(last)));
      case CREATED, SUBMITTED, UNKNOWN, PENDING ->
          prefer.applied(Answer.json(202, RefundJson.render(last))).with("Retry-After", "1");
      case FAILED, CANCELED ->
          new Problem(409, "refund-failed", "The provider did not refund it; no money went back.")
              .with("refund", RefundJson.render(last))
              .answer();
    };
  }
}
