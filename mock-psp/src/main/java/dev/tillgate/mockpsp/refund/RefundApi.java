package dev.tillgate.mockpsp.refund;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.http.Expansion.Finder;
import dev.tillgate.mockpsp.http.Expansion.Inclusion;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.store.Ids;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything about refunds that the outside can reach. */
public final class RefundApi {
  private final Refunds refunds = new Refunds();
  private final Refunding refunding;
  private final RefundRoutes routes;

  public RefundApi(
      Intents intents,
      Charges charges,
      Events events,
      Timetable timetable,
      Ids ids,
      InstantSource clock) {
    this.refunding = new Refunding(refunds, charges, events, timetable, ids, clock);
    this.routes = new RefundRoutes(refunds, refunding, new Request(intents, charges), ids, clock);
  }

  /** The routes of the API. */
  public List<Route> routes() {
    return routes.routes();
  }

  /** What the bank does. */
  public Refunding refunding() {
    return refunding;
  }

  /** What happens later. */
  public Map<String, Handler> handlers() {
    return refunding.handlers();
  }

  /** The fields that {@code expand[]} turns into objects; the provider keeps no balance. */
  public Map<String, Finder> expandable() {
    return Map.of("failure_balance_transaction", (tx, id) -> Optional.empty());
  }

  /** The lists that {@code expand[]} adds: Stripe's charges have not carried theirs since 2022. */
  public Map<String, Inclusion> includable() {
    return Map.of("charge.refunds", refunds::listOf);
  }
}
