package dev.tillgate.gateway.checkout;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderRoutes;
import dev.tillgate.gateway.platform.access.Scope;
import dev.tillgate.gateway.platform.http.Bodies;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.ListQuery;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.idempotency.KeyedRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import tools.jackson.databind.JsonNode;

/**
 * {@code POST /v1/checkouts} and the second card: one endpoint each, the caller decides whether to
 * wait.
 */
public final class CheckoutRoutes implements Feature {
  private final CheckoutDesk desk;

  public CheckoutRoutes(CheckoutDesk desk) {
    this.desk = desk;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/v1/checkouts", this::checkOut, Scope.CHECKOUT);
    routes.post("/v1/orders/{id}/payments", this::payAgain, Scope.CHECKOUT);
  }

  private void checkOut(Context context) {
    ListQuery.refuseOthers(context);
    JsonNode body = Bodies.json(context);
    KeyedRequest request = KeyedRequest.of(context, body);
    desk.checkOut(request, CheckoutForm.read(body), Prefer.of(context)).send(context);
  }

  private void payAgain(Context context) {
    ListQuery.refuseOthers(context);
    OrderId id = OrderRoutes.id(context);
    JsonNode body = Bodies.json(context);
    KeyedRequest request = KeyedRequest.of(context, body);
    desk.payAgain(request, id, CheckoutForm.readPayment(body), Prefer.of(context)).send(context);
  }
}
