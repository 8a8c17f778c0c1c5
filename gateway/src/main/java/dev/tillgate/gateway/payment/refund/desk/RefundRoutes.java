package dev.tillgate.gateway.payment.refund.desk;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderRoutes;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.refund.Refund;
import dev.tillgate.gateway.payment.refund.RefundJson;
import dev.tillgate.gateway.payment.refund.RefundLedger;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.idempotency.KeyedRequest;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/orders/{id}/refunds}: money back, and what became of it. */
public final class RefundRoutes implements Feature {
  private final Database database;
  private final Orders orders;
  private final RefundDesk desk;
  private final RefundLedger ledger = new RefundLedger();

  public RefundRoutes(Database database, Orders orders, RefundDesk desk) {
    this.database = database;
    this.orders = orders;
    this.desk = desk;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/orders/{id}/refunds", this::refund, Scope.CHECKOUT);
    routes.get("/v1/orders/{id}/refunds", this::list, Scope.READ);
  }

  private void refund(Context context) {
    ListQuery.refuseOthers(context);
    OrderId id = OrderRoutes.id(context);
    JsonNode body = Bodies.json(context);
    KeyedRequest request = KeyedRequest.of(context, body);
    desk.refund(request, id, RefundRequest.read(body), Prefer.of(context)).send(context);
  }

  private void list(Context context) {
    ListQuery query = ListQuery.of(context);
    OrderId id = OrderRoutes.id(context);
    Answer.json(200, database.read(tx -> page(tx, query, id))).send(context);
  }

  private ObjectNode page(Tx tx, ListQuery query, OrderId id) {
    if (orders.find(tx, id).isEmpty()) {
      throw Refundable.notFound();
    }
    List<Refund> rows = ledger.page(tx, id, query.cursor(), query.limit());
    return query.page(rows, RefundJson::render, refund -> refund.id().value());
  }
}
