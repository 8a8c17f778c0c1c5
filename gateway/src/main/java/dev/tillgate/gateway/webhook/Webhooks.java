package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Streams;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryChanges;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.desk.DeliveryRoutes;
import dev.tillgate.gateway.webhook.desk.EndpointTestRoutes;
import dev.tillgate.gateway.webhook.dispatch.DeliveryEngine;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.endpoint.DraftCheck;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.EndpointRoutes;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import dev.tillgate.gateway.webhook.event.EventRoutes;
import dev.tillgate.gateway.webhook.event.Events;
import dev.tillgate.gateway.webhook.replay.ReplayRoutes;
import dev.tillgate.gateway.webhook.replay.Replayer;
import dev.tillgate.gateway.webhook.sending.Modules;
import dev.tillgate.gateway.webhook.sending.Switchboard;
import dev.tillgate.gateway.webhook.signing.SigningKeyRoutes;
import dev.tillgate.gateway.webhook.signing.SigningKeys;
import dev.tillgate.gateway.webhook.story.EventLog;
import dev.tillgate.gateway.webhook.story.EventTimelineRoutes;
import dev.tillgate.gateway.webhook.story.Waiting;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Outgoing webhooks put together: what the gateway builds, starts and closes. */
public final class Webhooks implements AutoCloseable {
  private final SigningKeys keys;
  private final Node node;
  private final DeliveryEngine engine;
  private final Replayer replayer;
  private final Outbox outbox;
  private final EventLog eventLog;
  private final Streams streams;
  private final List<Feature> features;

  /**
   * Where deliveries leave the gateway.
   *
   * @param check says whether the sender can send to an endpoint
   * @param sends runs each send
   */
  record WayOut(Sender sender, DraftCheck check, Executor sends) {}

  /** Sends over the real network, on virtual threads, to HTTP endpoints alone. */
  public Webhooks(
      Database database, SecretBox box, WebhookSettings settings, Surroundings surroundings) {
    this(database, box, settings, surroundings, Modules.none());
  }

  /** Sends over the real network, on virtual threads; to more than HTTP endpoints. */
  public Webhooks(
      Database database,
      SecretBox box,
      WebhookSettings settings,
      Surroundings surroundings,
      Modules modules) {
    this(database, box, settings, surroundings, keys -> wayOut(settings, modules, keys));
  }

  private static WayOut wayOut(WebhookSettings settings, Modules modules, SigningKeys keys) {
    EgressGuard guard = new EgressGuard(settings.allowPrivateNetworks(), settings.ownAddresses());
    Switchboard switchboard =
        Switchboard.real(guard, settings.deliveryTimeout(), keys::at, modules);
    return new WayOut(
        switchboard, switchboard, send -> Thread.ofVirtual().name("webhook-send").start(send));
  }

  /** Sends as a test wants it. */
  Webhooks(
      Database database,
      SecretBox box,
      WebhookSettings settings,
      Surroundings surroundings,
      WayOut wayOut) {
    this(database, box, settings, surroundings, keys -> wayOut);
  }

  private Webhooks(
      Database database,
      SecretBox box,
      WebhookSettings settings,
      Surroundings surroundings,
      Function<SigningKeys, WayOut> outwards) {
    node = surroundings.node();
    keys = new SigningKeys(database, box, surroundings.ids(), surroundings.clock());
    WayOut wayOut = outwards.apply(keys);
    EndpointDirectory directory = new EndpointDirectory(box, surroundings.ids());
    Endpoints endpoints = endpoints(directory, surroundings);
    engine =
        new DeliveryEngine(
            new DeliveryEngine.Ground(database, directory, endpoints, this::notice),
            wayOut.sender(),
            wayOut.sends(),
            settings.delivery(),
            surroundings);
    replayer =
        new Replayer(
            new Replayer.Ground(database, directory, engine),
            settings.delivery().retryFor(),
            surroundings);
    Events events = new Events(surroundings.ids(), surroundings.clock());
    outbox = new Outbox(events, engine);
    InstantSource clock = surroundings.clock();
    Waiting waiting = new Waiting(clock, settings.delivery().retryWaits());
    eventLog = new EventLog(events, directory, waiting, engine::heldByRateUntil);
    streams = new Streams(clock, Streams.MOST);
    features = features(database, new Desk(endpoints, directory, wayOut), surroundings);
  }

  private Endpoints endpoints(EndpointDirectory directory, Surroundings surroundings) {
    return new Endpoints(
        directory,
        new DeliveryChanges(surroundings.clock()),
        this::notice,
        surroundings.ids(),
        surroundings.clock(),
        surroundings.chance());
  }

  /** What the routes work on. */
  private record Desk(Endpoints endpoints, EndpointDirectory directory, WayOut wayOut) {}

  private List<Feature> features(Database database, Desk desk, Surroundings surroundings) {
    InstantSource clock = surroundings.clock();
    return List.of(
        new EndpointRoutes(
            database, desk.endpoints(), desk.directory(), desk.wayOut().check(), clock),
        new EndpointTestRoutes(database, desk.endpoints(), desk.wayOut().sender(), surroundings),
        new SigningKeyRoutes(keys, clock),
        new EventRoutes(database),
        new EventTimelineRoutes(database, eventLog, streams),
        new DeliveryRoutes(database, engine, clock),
        new ReplayRoutes(database, desk.directory(), replayer, surroundings));
  }

  /** Late bound: the endpoints tell by the outbox, which needs the engine, which needs them. */
  private void notice(Tx tx, String type, EndpointId about, JsonNode data) {
    outbox().publishAbout(tx, type, about, data);
  }

  public Outbox outbox() {
    return outbox;
  }

  public EventLog eventLog() {
    return eventLog;
  }

  /** The timelines that are streamed; close it before the server. */
  public Streams streams() {
    return streams;
  }

  public List<Feature> features() {
    return features;
  }

  /**
   * Makes sure that the master key is the store's, which gets one with the first gateway on it.
   *
   * @throws dev.tillgate.gateway.platform.WrongMasterKeyException when it is another's
   */
  public void unlock() {
    keys.load();
  }

  /**
   * Owns what a dead process left behind, then sends; {@link #unlock}ed, and before the first event
   * is published.
   */
  public void start() {
    recover();
    engine.start();
    replayer.start(node.lead());
  }

  void recover() {
    engine.recover();
    node.onUpkeep(keys::refresh);
  }

  /** One step of the dispatcher, for tests that never {@link #start}. */
  Duration dispatchDue() {
    return engine.dispatchDue();
  }

  /** One step of the replays, for tests that never {@link #start}. */
  Duration replayDue() {
    return replayer.replayDue();
  }

  /**
   * Takes nothing more, lets sends end for some seconds, then ends them. Nothing is lost and
   * nothing counts as a crash. Close it after the server and before the store.
   */
  @Override
  public void close() {
    replayer.close();
    engine.close();
  }
}
