package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Call;
import dev.tillgate.mockpsp.http.Expansion.Finder;
import dev.tillgate.mockpsp.http.Lists;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Everything about payments that the outside can reach: routes, pages, expandable fields. */
public final class IntentApi {
  private static final String CHARGES = "/v1/charges";

  private final Intents intents;
  private final Charges charges;
  private final Shopper shopper;
  private final IntentRoutes intentRoutes;
  private final Lists chargeLists;

  public IntentApi(Intents intents, Charges charges, Events events, Ids ids, InstantSource clock) {
    this.intents = intents;
    this.charges = charges;
    Payments payments = new Payments(intents, charges, events, clock);
    this.shopper = new Shopper(intents, charges, payments);
    Confirmation confirmation = new Confirmation(charges, payments);
    this.intentRoutes = new IntentRoutes(intents, confirmation, payments, ids, clock);
    this.chargeLists = new Lists(charges.documents(), "charge", CHARGES);
  }

  /** The routes of the API. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(intentRoutes.routes());
    routes.add(
        Route.get(
            CHARGES,
            "created customer ending_before limit payment_intent starting_after transfer_group",
            this::listCharges));
    routes.add(Route.get(CHARGES + "/{id}", "", this::retrieveCharge));
    routes.add(Route.get("/v1/payment_methods/{id}", "", IntentApi::retrieveMethod));
    return routes;
  }

  /** The pages a shopper sees. */
  public void addPagesTo(RoutesConfig http, Database database, Pages pages) {
    new AuthenticationPage(database, shopper, pages).addTo(http);
  }

  /** The fields that {@code expand[]} turns into objects. */
  public Map<String, Finder> expandable() {
    return Map.of(
        "latest_charge", charges::find,
        "payment_intent", intents::find,
        "payment_method", (tx, id) -> TestMethods.find(id).map(TestMethod::json));
  }

  /** What the shopper and the bank do. */
  public Shopper shopper() {
    return shopper;
  }

  private Answer retrieveCharge(Call call) {
    return Answer.ok(
        charges.find(call.tx(), call.id()).orElseThrow(() -> ApiError.noSuch("charge", call.id())));
  }

  private Answer listCharges(Call call) {
    List<Filter> filters =
        call.params()
            .given("payment_intent")
            .map(id -> List.of(Filter.equal("payment_intent", id)))
            .orElse(List.of());
    return chargeLists.page(call, filters, UnaryOperator.identity());
  }

  private static Answer retrieveMethod(Call call) {
    return TestMethods.find(call.id())
        .map(method -> Answer.ok(method.json()))
        .orElseThrow(() -> ApiError.noSuch("PaymentMethod", call.id()));
  }
}
