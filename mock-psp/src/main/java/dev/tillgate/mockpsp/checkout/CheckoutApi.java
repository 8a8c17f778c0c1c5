package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.http.Expansion.Inclusion;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.intent.HostedPayments;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Tx;
import io.javalin.config.RoutesConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Everything about Checkout that the outside can reach: routes, pages, expandable fields. */
public final class CheckoutApi {
  private final Sessions sessions;
  private final Intents intents;
  private final HostedPayments payments;
  private final InstantSource clock;
  private final CheckoutRoutes routes;

  public CheckoutApi(
      Sessions sessions, Intents intents, HostedPayments payments, Ids ids, InstantSource clock) {
    this.sessions = sessions;
    this.intents = intents;
    this.payments = payments;
    this.clock = clock;
    this.routes = new CheckoutRoutes(sessions, payments, ids, clock);
  }

  /** The routes of the API. */
  public List<Route> routes() {
    return routes.routes();
  }

  /** The pages a shopper sees. */
  public void addPagesTo(RoutesConfig http, Database database, Pages pages) {
    Till till = new Till(sessions, intents, payments, clock);
    new CheckoutPage(database, till, pages).addTo(http);
  }

  /** The lists that are there only when {@code expand[]} asks for them. */
  public Map<String, Inclusion> includable() {
    return Map.of("checkout.session.line_items", routes::firstItems);
  }

  /** What happens later to sessions, by kind. */
  public Map<String, Handler> handlers() {
    return Map.of(Sessions.EXPIRY, this::timeIsOver);
  }

  /** A session's time is over; one that was paid or expired before stays as it is. */
  private void timeIsOver(Tx tx, String id) {
    sessions
        .find(tx, id)
        .filter(CheckoutSession::isOpen)
        .ifPresent(session -> routes.end(tx, new Origin(null, null, ""), session));
  }
}
