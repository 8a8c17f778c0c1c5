package dev.tillgate.mockpsp.method;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Route;
import java.util.List;

/** {@code /v1/payment_methods}: the test methods, to look at only. */
public final class MethodRoutes {
  private MethodRoutes() {}

  /** The routes, each with the parameters Stripe documents. */
  public static List<Route> routes() {
    return List.of(Route.get("/v1/payment_methods/{id}", "", MethodRoutes::retrieve));
  }

  private static Answer retrieve(Call call) {
    return TestMethods.find(call.id())
        .map(method -> Answer.ok(method.json()))
        .orElseThrow(() -> ApiError.noSuch("PaymentMethod", call.id()));
  }
}
