package dev.tillgate.gateway.webhook.event;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The event log: appended to in the transaction of what happened; old ones go, none is changed. */
public final class Events {
  private final Ids ids;
  private final InstantSource clock;
  private final EventStore store = new EventStore();

  public Events(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Freezes the payload and gives the event the order's next sequence. */
  public Event append(Tx tx, String type, @Nullable String orderId, JsonNode data) {
    Instant now = clock.instant();
    EventId id = new EventId(ids.next(EventId.PREFIX));
    Long sequence = orderId == null ? null : Long.valueOf(store.lastSequence(tx, orderId) + 1);
    Event event =
        new Event(id, type, orderId, sequence, freeze(id, type, sequence, now, data), now);
    store.insert(tx, event);
    return event;
  }

  /** The bytes a receiver gets. */
  public static byte[] freeze(
      EventId id, String type, @Nullable Long sequence, Instant at, JsonNode data) {
    ObjectNode payload = Json.object();
    payload.put("id", id.value());
    payload.put("type", type);
    payload.put("timestamp", Json.time(at));
    payload.put("sequence", sequence);
    payload.set("data", data);
    return Json.bytes(payload);
  }

  public Optional<Event> byId(Tx tx, EventId id) {
    return store.byId(tx, id);
  }

  /** From when on the deliveries of events are all there: none was removed for its age. */
  public Instant deliveriesKeptSince(Tx tx) {
    return store.kept(tx).deliveriesSince();
  }

  /** What happened to the order, oldest first; without the events that were removed. */
  public List<Event> ofOrder(Tx tx, String orderId) {
    return store.ofOrder(tx, orderId);
  }
}
