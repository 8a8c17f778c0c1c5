package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderRoutes;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /v1/orders/{id}/reconcile}: asks the provider now instead of when it is due. */
public final class ReconcileRoutes implements Feature {
  private final Database database;
  private final Orders orders;
  private final Payments payments;

  public ReconcileRoutes(Database database, Orders orders, Payments payments) {
    this.database = database;
    this.orders = orders;
    this.payments = payments;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/orders/{id}/reconcile", this::reconcile, Scope.ADMIN);
  }

  private void reconcile(Context context) {
    ListQuery.refuseOthers(context);
    Fields.of(Bodies.optionalJson(context));
    OrderId id = OrderRoutes.id(context);
    Answer.json(202, database.write(tx -> reconcile(tx, id))).send(context);
  }

  private ObjectNode reconcile(Tx tx, OrderId id) {
    Order order =
        orders
            .find(tx, id)
            .orElseThrow(() -> new Problem(404, "not-found", "There is no such order."));
    payments.askNow(tx, id);
    return orders.render(tx, order);
  }
}
