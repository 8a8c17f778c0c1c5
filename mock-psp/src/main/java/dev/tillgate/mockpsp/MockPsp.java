package dev.tillgate.mockpsp;

import dev.tillgate.mockpsp.callback.Callbacks;
import dev.tillgate.mockpsp.callback.Timing;
import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.checkout.CheckoutApi;
import dev.tillgate.mockpsp.checkout.Sessions;
import dev.tillgate.mockpsp.control.CallbackControl;
import dev.tillgate.mockpsp.control.ControlRoutes;
import dev.tillgate.mockpsp.control.Decisions;
import dev.tillgate.mockpsp.control.FaultRoutes;
import dev.tillgate.mockpsp.control.Ledger;
import dev.tillgate.mockpsp.control.MockClock;
import dev.tillgate.mockpsp.control.TimeAndReset;
import dev.tillgate.mockpsp.dispute.DisputeRoutes;
import dev.tillgate.mockpsp.dispute.Disputes;
import dev.tillgate.mockpsp.endpoint.EndpointRoutes;
import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.event.EventRoutes;
import dev.tillgate.mockpsp.event.Events;
import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.fault.Faults;
import dev.tillgate.mockpsp.http.Authorization;
import dev.tillgate.mockpsp.http.Expansion;
import dev.tillgate.mockpsp.http.Expansion.Finder;
import dev.tillgate.mockpsp.http.Expansion.Inclusion;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.idempotency.Keys;
import dev.tillgate.mockpsp.idempotency.Running;
import dev.tillgate.mockpsp.intent.IntentApi;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.later.Handler;
import dev.tillgate.mockpsp.later.LateWork;
import dev.tillgate.mockpsp.later.Timetable;
import dev.tillgate.mockpsp.live.Buttons;
import dev.tillgate.mockpsp.live.FaultButtons;
import dev.tillgate.mockpsp.live.Live;
import dev.tillgate.mockpsp.live.Overview;
import dev.tillgate.mockpsp.page.Assets;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.page.SameOrigin;
import dev.tillgate.mockpsp.refund.RefundApi;
import dev.tillgate.mockpsp.server.Api;
import dev.tillgate.mockpsp.server.Execution;
import dev.tillgate.mockpsp.server.Obstacles;
import dev.tillgate.mockpsp.server.Pause;
import dev.tillgate.mockpsp.server.RealPause;
import dev.tillgate.mockpsp.server.RequestLog;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Tx;
import dev.tillgate.mockpsp.store.memory.MemoryDatabase;
import dev.tillgate.mockpsp.store.sqlite.SqliteDatabase;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * A running provider: the composition root. Every object is made here or by the object it belongs
 * to, in the order in which a request meets them backwards.
 */
public final class MockPsp implements AutoCloseable {
  private final MockPspSettings settings;
  private final MockClock clock;
  private final RandomGenerator chance;
  private final Ids ids;
  private final Database database;
  private final Keys keys = new Keys();
  private final RequestLog requests = new RequestLog();
  private final CallbackFaults callbackFaults = new CallbackFaults();
  private final Endpoints endpoints;
  private final Callbacks callbacks;
  private final Events events;
  private final Charges charges;
  private final Faults faults;
  private final Pause pause;
  private final Disputes disputes;
  private final RefundApi refunds;
  private final Timetable timetable;
  private final Sessions sessions;
  private final Intents intents;
  private final IntentApi payments;
  private final CheckoutApi checkout;
  private final LateWork lateWork;
  private final Javalin server;

  private MockPsp(
      MockPspSettings settings, InstantSource wallClock, RandomGenerator chance, Pause pause) {
    this.settings = settings;
    this.clock = new MockClock(wallClock);
    this.chance = chance;
    this.ids = new Ids(chance);
    this.database =
        settings.data().<Database>map(SqliteDatabase::in).orElseGet(MemoryDatabase::new);
    this.endpoints = new Endpoints(ids, clock);
    this.callbacks =
        new Callbacks(
            database,
            endpoints,
            callbackFaults,
            ids,
            new Timing(clock, wallClock, settings.retryScale()));
    this.events = new Events(callbacks, ids, clock);
    this.charges = new Charges(ids, clock);
    this.faults = new Faults(ids);
    this.pause = pause;
    this.timetable = new Timetable(ids);
    this.sessions = new Sessions(events, timetable);
    this.intents = new Intents(sessions);
    this.payments = new IntentApi(intents, charges, events, timetable, ids, clock);
    this.checkout = new CheckoutApi(sessions, intents, payments.hostedPayments(), ids, clock);
    this.disputes = new Disputes(charges, events, ids, clock);
    this.refunds = new RefundApi(intents, charges, events, timetable, ids, clock);
    this.lateWork = new LateWork(database, timetable, handlers(), clock);
    this.server = Javalin.create(this::configure);
  }

  /** Starts with the system's clock and chance; returns when it serves. */
  public static MockPsp start(MockPspSettings settings) {
    boolean repeatable = settings.seed().isPresent() && settings.data().isEmpty();
    RandomGenerator chance =
        repeatable ? new Random(settings.seed().getAsLong()) : new SecureRandom();
    return start(settings, InstantSource.system(), chance);
  }

  /** Starts with these; returns when it serves. */
  public static MockPsp start(
      MockPspSettings settings, InstantSource clock, RandomGenerator chance) {
    return start(settings, clock, chance, new RealPause());
  }

  /** Starts with these; returns when it serves. Closing it closes the pause as well. */
  public static MockPsp start(
      MockPspSettings settings, InstantSource clock, RandomGenerator chance, Pause pause) {
    MockPsp psp = new MockPsp(settings, clock, chance, pause);
    try {
      psp.serve();
      return psp;
    } catch (RuntimeException e) {
      psp.close();
      throw e;
    }
  }

  private void serve() {
    database.run(tx -> {
      clock.restore(tx);
      firstEndpoints(tx);
    });
    callbacks.start();
    lateWork.start();
    server.start(settings.host(), settings.port());
  }

  /** One that was there before, under the same URL, is the same endpoint. */
  private void firstEndpoints(Tx tx) {
    settings
        .callbacks()
        .forEach(callback -> endpoints.ensure(tx, callback.url().toString(), callback.secret()));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    addTo(config.routes);
  }

  private void addTo(RoutesConfig http) {
    Obstacles obstacles = new Obstacles(faults, this::intent, callbacks::sendOf, pause);
    Execution execution =
        new Execution(database, keys, new Running(), expansion(), clock, obstacles);
    Authorization authorization = new Authorization(settings.apiKey());
    Pages pages = new Pages();
    new Api(authorization, execution, requests, ids, pause, pages).addTo(http, routes());
    new Assets().addTo(http);
    payments.addPagesTo(http, database, pages);
    checkout.addPagesTo(http, database, pages);
    Optional<Buttons> buttons =
        settings.faults() ? Optional.of(addFaultsTo(http)) : Optional.empty();
    Overview overview = new Overview(events, faults, callbackFaults, clock, buttons.isPresent());
    new Live(database, overview, callbacks.attempts()).addTo(http, pages, buttons);
  }

  private Buttons addFaultsTo(RoutesConfig http) {
    TimeAndReset time =
        new TimeAndReset(
            database, Tables.ALL, clock, this::clockMoved, this::forget, this::firstEndpoints);
    Ledger ledger = new Ledger(intents, charges, keys);
    http.before("/_mock/*", SameOrigin::check);
    new Decisions(database, payments.shopper(), refunds.refunding()).addTo(http);
    new ControlRoutes(database, events, ledger, requests, time).addTo(http);
    new FaultRoutes(faults, chance).addTo(http);
    new CallbackControl(database, callbackFaults, callbacks.attempts(), endpoints, chance)
        .addTo(http);
    FaultButtons faultButtons = new FaultButtons(faults, callbackFaults, chance);
    return new Buttons(database, payments.shopper(), events, time, faultButtons);
  }

  private Expansion expansion() {
    Map<String, Finder> finders = new HashMap<>(payments.expandable());
    finders.putAll(refunds.expandable());
    Map<String, Inclusion> lists = new HashMap<>(refunds.includable());
    lists.putAll(checkout.includable());
    return new Expansion(finders, lists);
  }

  private void forget() {
    requests.clear();
    callbacks.attempts().clear();
    int unusedFaults = faults.clear();
    boolean unusedPlan = callbackFaults.end();
  }

  private Optional<ObjectNode> intent(String id) {
    return database.write(tx -> intents.find(tx, id));
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

  /** What happens later by the provider's clock, by kind. */
  private Map<String, Handler> handlers() {
    Map<String, Handler> handlers = new HashMap<>(payments.handlers());
    handlers.put(Sessions.EXPIRY, checkout::timeIsOver);
    handlers.putAll(disputes.handlers());
    handlers.putAll(refunds.handlers());
    return handlers;
  }

  /** When the clock's mover is answered, what came due has happened; its callbacks follow. */
  private void clockMoved() {
    int unused = lateWork.runDue();
    callbacks.clockMoved();
  }

  /** Where it can be reached from this machine. */
  public URI url() {
    String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** The TCP port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops serving, working and sending, then closes the store; what was answered is kept. */
  @Override
  public void close() {
    pause.close();
    server.stop();
    lateWork.close();
    callbacks.close();
    database.close();
  }
}
