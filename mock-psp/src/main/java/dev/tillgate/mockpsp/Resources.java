package dev.tillgate.mockpsp;

import dev.tillgate.mockpsp.callback.Callbacks;
import dev.tillgate.mockpsp.callback.Timing;
import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.checkout.CheckoutApi;
import dev.tillgate.mockpsp.checkout.Sessions;
import dev.tillgate.mockpsp.control.MockClock;
import dev.tillgate.mockpsp.dispute.DisputeRoutes;
import dev.tillgate.mockpsp.dispute.Disputes;
import dev.tillgate.mockpsp.endpoint.EndpointRoutes;
import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.event.EventRoutes;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.http.Expansion;
import dev.tillgate.mockpsp.http.Expansion.Finder;
import dev.tillgate.mockpsp.http.Expansion.Inclusion;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.intent.IntentApi;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.refund.RefundApi;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What the API is about: its resources in the order in which they use each other, lowest first. */
final class Resources {
  final CallbackFaults callbackFaults;
  final Endpoints endpoints;
  final Callbacks callbacks;
  final Events events;
  final Charges charges;
  final Timetable timetable;
  final Intents intents;
  final IntentApi payments;
  final CheckoutApi checkout;
  final RefundApi refunds;
  private final Disputes disputes;
  private final Ids ids;

  Resources(Database database, Ids ids, MockClock clock, Timing timing, RandomGenerator chance) {
    this.ids = ids;
    this.callbackFaults = new CallbackFaults(chance);
    this.endpoints = new Endpoints(ids, clock);
    this.callbacks = new Callbacks(database, endpoints, callbackFaults, ids, timing);
    this.events = new Events(callbacks, ids, clock);
    this.charges = new Charges(ids, clock);
    this.timetable = new Timetable(ids);
    Sessions sessions = new Sessions(events, timetable);
    this.intents = new Intents(sessions);
    this.payments = new IntentApi(intents, charges, events, timetable, ids, clock);
    this.checkout = new CheckoutApi(sessions, intents, payments.hostedPayments(), ids, clock);
    this.disputes = new Disputes(charges, events, ids, clock);
    this.refunds = new RefundApi(intents, charges, events, timetable, ids, clock);
  }

  /** The routes of the API. */
  List<Route> routes() {
    List<Route> routes = new ArrayList<>(payments.routes());
    routes.addAll(checkout.routes());
    routes.addAll(refunds.routes());
    routes.addAll(new DisputeRoutes(disputes).routes());
    routes.addAll(new EventRoutes(events).routes());
    routes.addAll(new EndpointRoutes(endpoints, ids, callbacks::forget).routes());
    return routes;
  }

  /** The fields and lists that {@code expand[]} fills in. */
  Expansion expansion() {
    Map<String, Finder> finders = new HashMap<>(payments.expandable());
    finders.putAll(refunds.expandable());
    Map<String, Inclusion> lists = new HashMap<>(refunds.includable());
    lists.putAll(checkout.includable());
    return new Expansion(finders, lists);
  }

  /** What happens later by the provider's clock, by kind. */
  Map<String, Handler> handlers() {
    Map<String, Handler> handlers = new HashMap<>(payments.handlers());
    handlers.putAll(checkout.handlers());
    handlers.putAll(disputes.handlers());
    handlers.putAll(refunds.handlers());
    return handlers;
  }
}
