package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.Streams;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.webhook.delivery.DeliveryChanges;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.desk.DeliveryRoutes;
import dev.tillgate.gateway.webhook.desk.EndpointTestRoutes;
import dev.tillgate.gateway.webhook.dispatch.DeliveryEngine;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointRoutes;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import dev.tillgate.gateway.webhook.event.EventRoutes;
import dev.tillgate.gateway.webhook.event.Events;
import dev.tillgate.gateway.webhook.sending.HttpSender;
import dev.tillgate.gateway.webhook.story.EventLog;
import dev.tillgate.gateway.webhook.story.EventTimelineRoutes;
import dev.tillgate.gateway.webhook.story.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** Outgoing webhooks put together: what the gateway builds, starts and closes. */
public final class Webhooks implements AutoCloseable {
  private final DeliveryEngine engine;
  private final Outbox outbox;
  private final EventLog eventLog;
  private final Streams streams;
  private final List<Feature> features;

  /** Sends over the real network, on virtual threads. */
  public Webhooks(
      Database database, SecretBox box, WebhookSettings settings, Surroundings surroundings) {
    this(
        database,
        box,
        settings,
        surroundings,
        new HttpSender(HttpSender.Network.real(guard(settings)), settings.deliveryTimeout()),
        send -> Thread.ofVirtual().name("webhook-send").start(send));
  }

  /** Sends as a test wants it. */
  Webhooks(
      Database database,
      SecretBox box,
      WebhookSettings settings,
      Surroundings surroundings,
      Sender sender,
      Executor sends) {
    EndpointDirectory directory = new EndpointDirectory(box, surroundings.ids());
    Endpoints endpoints =
        new Endpoints(
            directory,
            new DeliveryChanges(surroundings.clock()),
            surroundings.ids(),
            surroundings.clock(),
            surroundings.chance());
    engine =
        new DeliveryEngine(
            new DeliveryEngine.Ground(database, directory, endpoints),
            sender,
            sends,
            settings.delivery(),
            surroundings);
    Events events = new Events(surroundings.ids(), surroundings.clock());
    outbox = new Outbox(events, engine);
    eventLog =
        new EventLog(
            events,
            directory,
            new Waiting(surroundings.clock(), settings.delivery().retryWaits()),
            engine::heldByRateUntil);
    streams = new Streams(surroundings.clock(), Streams.MOST);
    features =
        List.of(
            new EndpointRoutes(
                database, endpoints, directory, guard(settings), surroundings.clock()),
            new EndpointTestRoutes(database, endpoints, sender, surroundings),
            new EventRoutes(database),
            new EventTimelineRoutes(database, eventLog, streams),
            new DeliveryRoutes(database, engine, surroundings.clock()));
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

  /** Owns what a dead process left behind, then sends; before the first event is published. */
  public void start() {
    recover();
    engine.start();
  }

  void recover() {
    engine.recover();
  }

  /** One step of the dispatcher, for tests that never {@link #start}. */
  Duration dispatchDue() {
    return engine.dispatchDue();
  }

  /**
   * Takes nothing more, lets sends end for some seconds, then ends them. Nothing is lost and
   * nothing counts as a crash. Close it after the server and before the store.
   */
  @Override
  public void close() {
    engine.close();
  }

  private static EgressGuard guard(WebhookSettings settings) {
    return new EgressGuard(settings.allowPrivateNetworks(), settings.ownAddresses());
  }
}
