package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.story.EventLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that happened to an order, from every feature, and what comes next. Features to the
 * left add entries; what the outbox knows is read from it, so that nothing is stored twice.
 */
public final class Timeline {
  private final TimelineStore store = new TimelineStore();
  private final PaymentView.Source payments;
  private final EventLog events;

  public Timeline(PaymentView.Source payments, EventLog events) {
    this.payments = payments;
    this.events = events;
  }

  void add(Tx tx, OrderId id, Entry entry) {
    store.insert(tx, id, entry);
  }

  Optional<PaymentView> paymentOf(Tx tx, OrderId id) {
    return payments.of(tx, id);
  }

  /** The whole timeline, oldest first, as the API shows it. */
  ObjectNode render(Tx tx, OrderId id) {
    List<Entry> entries = new ArrayList<>(store.ofOrder(tx, id));
    EventLog.History history = events.ofOrder(tx, id.value());
    Stream.concat(history.lines().stream(), history.standing().stream())
        .forEach(
            line -> entries.add(new Entry(line.at(), line.kind(), line.text(), line.details())));
    entries.sort(
        Comparator.comparing(
            Entry::at)); // Stable: what happened in one millisecond keeps its order.
    ArrayNode data = Json.array();
    entries.forEach(entry -> data.add(render(entry)));
    ObjectNode timeline = Json.object();
    timeline.set("data", data);
    timeline.set("next", next(tx, id, history).map(EventLog.Next::render).orElse(null));
    return timeline;
  }

  private Optional<EventLog.Next> next(Tx tx, OrderId id, EventLog.History history) {
    Optional<EventLog.Next> payment =
        paymentOf(tx, id)
            .flatMap(PaymentView::next)
            .map(next -> new EventLog.Next(next.at(), next.text()));
    return Stream.concat(history.next().stream(), payment.stream()).min(EventLog.Next.SOONEST);
  }

  private static ObjectNode render(Entry entry) {
    ObjectNode json = Json.object();
    json.put("at", Json.time(entry.at()));
    json.put("kind", entry.kind());
    json.put("text", entry.text());
    json.set("details", entry.details());
    return json;
  }
}
