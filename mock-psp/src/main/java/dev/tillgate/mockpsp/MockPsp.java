package dev.tillgate.mockpsp;

import dev.tillgate.mockpsp.callback.Timing;
import dev.tillgate.mockpsp.control.CallbackControl;
import dev.tillgate.mockpsp.control.ControlRoutes;
import dev.tillgate.mockpsp.control.Decisions;
import dev.tillgate.mockpsp.control.FaultRoutes;
import dev.tillgate.mockpsp.control.Ledger;
import dev.tillgate.mockpsp.control.MockClock;
import dev.tillgate.mockpsp.control.TimeAndReset;
import dev.tillgate.mockpsp.fault.Faults;
import dev.tillgate.mockpsp.http.Authorization;
import dev.tillgate.mockpsp.http.Route;
import dev.tillgate.mockpsp.idempotency.Keys;
import dev.tillgate.mockpsp.idempotency.Running;
import dev.tillgate.mockpsp.later.LateWork;
import dev.tillgate.mockpsp.live.Buttons;
import dev.tillgate.mockpsp.live.FaultButtons;
import dev.tillgate.mockpsp.live.Live;
import dev.tillgate.mockpsp.live.Overview;
import dev.tillgate.mockpsp.page.Assets;
import dev.tillgate.mockpsp.page.Pages;
import dev.tillgate.mockpsp.page.SameOrigin;
import dev.tillgate.mockpsp.server.Api;
import dev.tillgate.mockpsp.server.Execution;
import dev.tillgate.mockpsp.server.Obstacles;
import dev.tillgate.mockpsp.server.Pause;
import dev.tillgate.mockpsp.server.RealPause;
import dev.tillgate.mockpsp.server.RequestLog;
import dev.tillgate.mockpsp.server.UnreadableRequests;
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
import java.util.List;
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
  private final Ids ids;
  private final Database database;
  private final Keys keys = new Keys();
  private final RequestLog requests = new RequestLog();
  private final Faults faults;
  private final Pause pause;
  private final Resources resources;
  private final LateWork lateWork;
  private final Javalin server;

  private MockPsp(
      MockPspSettings settings, InstantSource wallClock, RandomGenerator chance, Pause pause) {
    this.settings = settings;
    this.clock = new MockClock(wallClock);
    this.ids = new Ids(chance);
    this.database =
        settings.data().<Database>map(SqliteDatabase::in).orElseGet(MemoryDatabase::new);
    this.faults = new Faults(ids, chance);
    this.pause = pause;
    Timing timing = new Timing(clock, wallClock, settings.retryScale());
    this.resources = new Resources(database, ids, clock, timing, chance);
    this.lateWork = new LateWork(database, resources.timetable, resources.handlers(), clock);
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
    resources.callbacks.start();
    lateWork.start();
    server.start(settings.host(), settings.port());
  }

  /** One that was there before, under the same URL, is the same endpoint. */
  private void firstEndpoints(Tx tx) {
    settings
        .callbacks()
        .forEach(callback ->
            resources.endpoints.ensure(
                tx, callback.url().toString(), callback.secret(), callback.types()));
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.modifyServer(server -> server.setErrorHandler(new UnreadableRequests(ids)));
    addTo(config.routes);
  }

  private void addTo(RoutesConfig http) {
    Obstacles obstacles = new Obstacles(faults, this::intent, resources.callbacks::sendOf, pause);
    Execution execution =
        new Execution(database, keys, new Running(), resources.expansion(), clock, obstacles);
    Authorization authorization = new Authorization(settings.apiKey());
    Pages pages = new Pages();
    new Api(authorization, execution, requests, ids, pause, pages).addTo(http, resources.routes());
    new Assets().addTo(http);
    resources.payments.addPagesTo(http, database, pages);
    resources.checkout.addPagesTo(http, database, pages);
    Optional<Buttons> buttons =
        settings.faults() ? Optional.of(addFaultsTo(http)) : Optional.empty();
    Overview overview =
        new Overview(
            resources.events, faults, resources.callbackFaults, clock, buttons.isPresent());
    new Live(database, overview, resources.callbacks.attempts()).addTo(http, pages, buttons);
  }

  private Buttons addFaultsTo(RoutesConfig http) {
    TimeAndReset time =
        new TimeAndReset(
            database, Tables.ALL, clock, this::clockMoved, this::forget, this::firstEndpoints);
    Ledger ledger = new Ledger(resources.intents, resources.charges, keys);
    http.before("/_mock/*", SameOrigin::check);
    new Decisions(database, resources.payments.shopper(), resources.refunds.refunding())
        .addTo(http);
    new ControlRoutes(database, resources.events, ledger, requests, time).addTo(http);
    new FaultRoutes(faults).addTo(http);
    new CallbackControl(
            database, resources.callbackFaults, resources.callbacks.attempts(), resources.endpoints)
        .addTo(http);
    FaultButtons faultButtons = new FaultButtons(faults, resources.callbackFaults);
    return new Buttons(
        database, resources.payments.shopper(), resources.events, time, faultButtons);
  }

  private void forget() {
    requests.clear();
    resources.callbacks.attempts().clear();
    int unusedFaults = faults.clear();
    boolean unusedPlan = resources.callbackFaults.end();
  }

  private Optional<ObjectNode> intent(String id) {
    return database.write(tx -> resources.intents.find(tx, id));
  }

  /** The routes of the API. */
  List<Route> routes() {
    return resources.routes();
  }

  /** When the clock's mover is answered, what came due has happened; its callbacks follow. */
  private void clockMoved() {
    int unused = lateWork.runDue();
    resources.callbacks.clockMoved();
  }

  /** Where it can be reached from this machine. */
  public URI url() {
    String host =
        switch (settings.host()) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::" -> "::1";
          default -> settings.host();
        };
    return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
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
    resources.callbacks.close();
    database.close();
  }
}
