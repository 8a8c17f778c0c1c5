package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.charge.ChargeRoutes;
import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.Expansion.Finder;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.method.MethodRoutes;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.method.TestMethods;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Tx;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Everything about payments that the outside can reach: routes, pages, expandable fields. */
public final class IntentApi {
  private final Intents intents;
  private final Charges charges;
  private final Shopper shopper;
  private final IntentRoutes intentRoutes;
  private final HostedPayments hostedPayments;

  public IntentApi(
      Intents intents,
      Charges charges,
      Events events,
      Timetable timetable,
      Ids ids,
      InstantSource clock) {
    this.intents = intents;
    this.charges = charges;
    Payments payments = new Payments(intents, charges, events, timetable, clock);
    this.shopper = new Shopper(intents, charges, payments);
    this.hostedPayments = new HostedPayments(intents, payments, ids, clock);
    Confirmation confirmation = new Confirmation(charges, payments);
    this.intentRoutes = new IntentRoutes(intents, confirmation, payments, ids, clock);
  }

  /** The routes of the API. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(intentRoutes.routes());
    routes.addAll(new ChargeRoutes(charges).routes());
    routes.addAll(MethodRoutes.routes());
    return routes;
  }

  /** The pages a shopper sees. */
  public void addPagesTo(RoutesConfig http, Database database, Pages pages) {
    new AuthenticationPage(database, shopper, pages).addTo(http);
  }

  /** The fields that {@code expand[]} turns into objects. */
  public Map<String, Finder> expandable() {
    return Map.of(
        "balance_transaction", IntentApi::notKept,
        "charge", charges::find,
        "customer", IntentApi::notKept,
        "latest_charge", charges::find,
        "payment_intent", intents::find,
        "payment_method", (tx, id) -> TestMethods.find(id).map(TestMethod::json));
  }

  /** Callers ask for these as a matter of course; here the field is null or stays an id. */
  private static Optional<ObjectNode> notKept(Tx tx, String id) {
    return Optional.empty();
  }

  /** What happens later. */
  public Map<String, Handler> handlers() {
    return shopper.handlers();
  }

  /** What the shopper and the bank do. */
  public Shopper shopper() {
    return shopper;
  }

  /** What hosted pages do. */
  public HostedPayments hostedPayments() {
    return hostedPayments;
  }
}
