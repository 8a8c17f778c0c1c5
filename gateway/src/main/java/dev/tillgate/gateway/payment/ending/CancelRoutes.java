package dev.tillgate.gateway.payment.ending;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderRoutes;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.order.Waits;
import dev.tillgate.gateway.payment.dispute.OpenDisputes;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.idempotency.Idempotency;
import dev.tillgate.gateway.platform.idempotency.KeyedRequest;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/orders/{id}/cancel}. */
public final class CancelRoutes implements Feature {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final Orders orders;
  private final Waits waits;
  private final Endings endings;
  private final Idempotency idempotency;
  private final OpenDisputes disputes = new OpenDisputes();

  public CancelRoutes(
      Database database, Orders orders, Waits waits, Endings endings, Idempotency idempotency) {
    this.database = database;
    this.orders = orders;
    this.waits = waits;
    this.endings = endings;
    this.idempotency = idempotency;
  }

  /** An order as one reading saw it. */
  private record Reading(OrderState state, ObjectNode json) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/orders/{id}/cancel", this::cancel, Scope.CHECKOUT);
  }

  private void cancel(Context context) {
    ListQuery.refuseOthers(context);
    OrderId id = OrderRoutes.id(context);
    JsonNode body = Bodies.optionalJson(context);
    Fields.of(body);
    KeyedRequest request = KeyedRequest.of(context, body);
    Prefer prefer = Prefer.of(context);
    idempotency
        .serve(request, id.value(), tx -> begin(tx, id), order -> outcome(id, prefer))
        .send(context);
  }

  private void begin(Tx tx, OrderId id) {
    Order order = orders.find(tx, id).orElseThrow(CancelRoutes::notFound);
    if (order.state() == OrderState.CONFIRMED && disputes.blocksRefunds(tx, id)) {
      throw new Problem(
          409,
          "order-disputed",
          "The shopper's bank is taking the money back; canceling would pay it back twice.");
    }
    if (order.state() != OrderState.CANCELED && !endings.cancel(tx, id)) {
      throw new Problem(
          409, "not-cancelable", "The order is " + order.state().word() + "; it stays so.");
    }
  }

  /** 200 when it is over (a success found on the way is refunded first), 202 while it is not. */
  private Answer outcome(OrderId id, Prefer prefer) {
    Reading last =
        waits.until(
            id,
            prefer.waitOr(PATIENCE),
            () -> read(id),
            reading -> reading.state() != OrderState.CANCELING);
    return last.state() == OrderState.CANCELING
        ? prefer.applied(Answer.json(202, last.json())).with("Retry-After", "1")
        : prefer.applied(Answer.json(200, last.json()));
  }

  private Reading read(OrderId id) {
    return database.read(tx -> {
      Order order = orders.find(tx, id).orElseThrow(CancelRoutes::notFound);
      return new Reading(order.state(), orders.render(tx, order));
    });
  }

  private static Problem notFound() {
    return new Problem(404, "not-found", "There is no such order.");
  }
}
