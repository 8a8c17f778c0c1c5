package dev.tillgate.mockpsp.event;

import dev.tillgate.mockpsp.callback.Callbacks;
import dev.tillgate.mockpsp.callback.DeliveryMode;
import dev.tillgate.mockpsp.callback.Notice;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Origin;
import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The events: each written down with a snapshot of its object, then announced. */
public final class Events {
  /** The version of the newest official Java library this was tested with. */
  public static final String API_VERSION = "2026-07-29.dahlia";

  /** Where they are kept. */
  public static final Table TABLE = Table.of("events");

  private final Documents documents = new Documents(TABLE);
  private final Callbacks callbacks;
  private final Ids ids;
  private final InstantSource clock;

  public Events(Callbacks callbacks, Ids ids, InstantSource clock) {
    this.callbacks = callbacks;
    this.ids = ids;
    this.clock = clock;
  }

  /** Stores an event about an object as it is now, and announces it, in one transaction. */
  public void record(Tx tx, Origin origin, String type, ObjectNode object, DeliveryMode mode) {
    ObjectNode event = named();
    // No copy: the event is text before this method ends.
    event.putObject("data").set("object", object);
    event.put("livemode", false).put("pending_webhooks", 0).put("type", type);
    event
        .putObject("request")
        .put("id", origin.requestId())
        .put("idempotency_key", origin.idempotencyKey());
    documents.insert(tx, event, Map.of("type", type));
    callbacks.announce(tx, new Notice(event, mode, origin.requestId()));
  }

  private ObjectNode named() {
    ObjectNode event = Json.object().put("id", ids.next("evt_")).put("object", "event");
    event.put("api_version", API_VERSION).put("created", clock.instant().getEpochSecond());
    return event;
  }

  /** As {@link #find}; that there is none is the caller's fault. */
  ObjectNode get(Tx tx, String id) {
    return find(tx, id).orElseThrow(() -> ApiError.noSuch("event", id));
  }

  /** The event with its present {@code pending_webhooks}. */
  public Optional<ObjectNode> find(Tx tx, String id) {
    return documents.find(tx, id).map(event -> present(tx, event));
  }

  /** Sends an event again, to every endpoint that wants its type; returns how many do. */
  public int resend(Tx tx, String id) {
    return callbacks.announce(tx, new Notice(get(tx, id), DeliveryMode.ONCE, null));
  }

  /** The ids of those that some endpoint has not taken. */
  Set<String> undelivered(Tx tx) {
    return callbacks.undelivered(tx);
  }

  ObjectNode present(Tx tx, ObjectNode event) {
    return event.put("pending_webhooks", callbacks.pendingOf(tx, event.path("id").asString()));
  }

  Documents documents() {
    return documents;
  }
}
