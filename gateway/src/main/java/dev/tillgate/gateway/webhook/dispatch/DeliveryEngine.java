package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.Delivery;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import dev.tillgate.gateway.webhook.endpoint.Notices;
import dev.tillgate.gateway.webhook.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that makes deliveries move, put together. */
public final class DeliveryEngine implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DeliveryEngine.class);
  // Together under the ten seconds a stop may take.
  private static final Duration DRAIN = Duration.ofSeconds(6);
  private static final Duration CANCEL = Duration.ofSeconds(2);
  private static final Duration COMPANY = Duration.ofMillis(5);

  private final Database database;
  private final EndpointDirectory directory;
  private final Sender sender;
  private final DeliverySettings settings;
  private final Surroundings surroundings;
  private final Breakers breakers;
  private final Lanes lanes;
  private final Backlog backlog = new Backlog();
  private final Claims claims;
  private final Dispatcher dispatcher;
  private final Aligner aligner;
  private final Ledger ledger;
  private final FanOut fanOut;
  private final Loop loop;

  /**
   * What the engine works on.
   *
   * @param directory the same the endpoints are kept in
   * @param notices told of deliveries that end dead
   */
  public record Ground(
      Database database, EndpointDirectory directory, Endpoints endpoints, Notices notices) {}

  /**
   * @param sends runs each send; on virtual threads, but for tests
   */
  public DeliveryEngine(
      Ground ground,
      Sender sender,
      Executor sends,
      DeliverySettings settings,
      Surroundings surroundings) {
    this.database = ground.database();
    this.directory = ground.directory();
    this.sender = sender;
    this.settings = settings;
    this.surroundings = surroundings;
    InstantSource clock = surroundings.clock();
    Node node = surroundings.node();
    breakers =
        new Breakers(directory, ground.endpoints(), settings, surroundings.chance(), node::share);
    lanes = new Lanes(bounds(settings), breakers::allowance, clock);
    claims = new Claims(database, directory, clock, node);
    Settler settler = new Settler(ground, breakers, backlog, clock);
    ledger = new Ledger(database, settler::settle, backlog, clock, company(database));
    Dispatcher.Crew crew = new Dispatcher.Crew(courier(), ledger, breakers, sends);
    dispatcher = new Dispatcher(lanes, backlog, claims, crew, directory, clock);
    fanOut =
        new FanOut(
            directory,
            lanes,
            dispatcher,
            backlog,
            new FanOut.Births(surroundings.ids(), node, settings.retryFor()));
    aligner = new Aligner(ground, backlog, clock, node.lead());
    loop = new Loop("webhook-dispatcher", this::dispatchDue);
  }

  /** A transaction on a server costs more than the wait; in a file it does not. */
  private static Runnable company(Database database) {
    return database.isShared() ? () -> LockSupport.parkNanos(COMPANY.toNanos()) : () -> {};
  }

  private static Bounds bounds(DeliverySettings settings) {
    return new Bounds(settings.inMemory(), settings.maxInFlightTotal());
  }

  private Courier courier() {
    Judge judge = new Judge(new RetrySchedule(settings.retryWaits()), surroundings.chance());
    return new Courier(ledger, directory, sender, judge, surroundings);
  }

  /** Gives each endpoint that wants the event its delivery, in the event's transaction. */
  public void fanOut(Tx tx, Event event) {
    fanOut.fanOut(tx, event, null);
  }

  /** The same, but the endpoint the event is about is not told. */
  public void fanOut(Tx tx, Event event, EndpointId about) {
    fanOut.fanOut(tx, event, about);
  }

  /** Owns what a dead process left behind, before anything is sent. */
  public void recover() {
    directory.load(database);
    directory.onChange(dispatcher::endpointChanged);
    directory.onChange(aligner::endpointChanged);
    takeOver();
    backlog.wakes(loop::wake);
    gauges();
    listen(surroundings.node());
  }

  private void takeOver() {
    log.info("delivery.recovered interrupted={}", claims.recover());
    dispatcher.pollSoon();
  }

  private void listen(Node node) {
    node.onUpkeep(() -> directory.refresh(database));
    node.onChange(() -> {
      takeOver();
      dispatcher.sharesChanged();
      aligner.lookAgain();
    });
    directory.onChange(changed -> node.tell(Hints.Topic.ENDPOINTS, changed.id().value()));
    Hints hints = database.hints();
    hints.listen(Hints.Topic.ENDPOINTS, unused -> node.tendSoon());
    hints.listen(
        Hints.Topic.DUE,
        endpoint -> backlog.asked(new EndpointId(endpoint), surroundings.clock().instant()));
    hints.onGap(dispatcher::pollSoon);
  }

  /** Lets the dispatcher run on its own; after {@link #recover}. */
  public void start() {
    loop.start();
  }

  /**
   * One step: reads back what is due and brings a batch in line with changed endpoints. Says how
   * long nothing will be.
   */
  public Duration dispatchDue() {
    Duration aligned = aligner.step();
    Duration idle = dispatcher.dispatchDue();
    return aligned.compareTo(idle) < 0 ? aligned : idle;
  }

  /** Something of the endpoint is due now, by a person's wish perhaps; from commit hooks. */
  public void dueNow(EndpointId endpoint) {
    backlog.asked(endpoint, surroundings.clock().instant());
    surroundings.node().tell(Hints.Topic.DUE, endpoint.value());
  }

  /** Whether a person may have it sent again: it is not over, and its endpoint is sent to. */
  public boolean mayRetry(Tx tx, Delivery delivery) {
    return switch (delivery.status()) {
      case PENDING, RETRYING, PARKED, DEAD ->
          directory
              .find(tx, delivery.endpointId())
              .filter(target -> target.endpoint().isEnabled())
              .isPresent();
      case DELIVERED, CANCELED -> false;
    };
  }

  /** Until when only its endpoint's rate limit holds the delivery back; empty when none does. */
  public Optional<Instant> heldByRateUntil(Delivery delivery) {
    return lanes.heldByRateUntil(delivery.endpointId(), delivery.id());
  }

  /** Lets sends end for a while, then ends them; all that was claimed is given back, uncounted. */
  @Override
  public void close() {
    loop.close();
    try {
      dispatcher.stop();
      dispatcher.awaitIdle(DRAIN);
      sender.close();
      boolean drained = dispatcher.awaitIdle(CANCEL);
      log.info("delivery.stopped drained={} left={}", drained, lanes.size());
      ledger.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (StoreUnavailableException e) {
      log.warn("delivery.stopped left={} reason={}", lanes.size(), e.getMessage());
    }
  }

  private void gauges() {
    DeliveryStore store = new DeliveryStore();
    surroundings
        .metrics()
        .gauge("tillgate.deliveries.in_memory", "Deliveries held in memory", lanes::size);
    surroundings
        .metrics()
        .gauge("tillgate.deliveries.in_flight", "Deliveries being sent", lanes::inFlight);
    surroundings
        .metrics()
        .gauge(
            "tillgate.endpoints.failing",
            "Endpoints whose breaker has been open for three days or more",
            () -> breakers.failing(surroundings.clock().instant()));
    surroundings
        .metrics()
        .gauge(
            "tillgate.deliveries.oldest_due_age_seconds",
            "How long the oldest open delivery has been due",
            () -> database.read(store::oldestDue).map(this::ageSeconds).orElse(0L));
  }

  private long ageSeconds(Instant due) {
    return Math.max(0, Duration.between(due, surroundings.clock().instant()).toSeconds());
  }
}
