package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.http.Told;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.story.EventLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
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
    EventLog.History history = events.ofOrder(tx, id.value());
    List<EventLog.Line> lines = new ArrayList<>(lines(tx, id));
    lines.addAll(history.lines());
    return new EventLog.History(lines, history.standing(), next(tx, id, history)).render();
  }

  /** The same for a stream. */
  Told told(Tx tx, OrderId id) {
    EventLog.History history = events.ofOrder(tx, id.value());
    List<JsonNode> lines =
        Stream.concat(lines(tx, id).stream(), history.lines().stream())
            .sorted(Comparator.comparing(EventLog.Line::at))
            .<JsonNode>map(EventLog.Line::render)
            .toList();
    return new Told(lines, EventLog.now(history, next(tx, id, history)));
  }

  private List<EventLog.Line> lines(Tx tx, OrderId id) {
    return store.ofOrder(tx, id).stream()
        .map(each -> new EventLog.Line(each.at(), each.kind(), each.text(), each.details()))
        .toList();
  }

  private Optional<EventLog.Next> next(Tx tx, OrderId id, EventLog.History history) {
    Optional<EventLog.Next> payment =
        paymentOf(tx, id)
            .flatMap(PaymentView::next)
            .map(next -> new EventLog.Next(next.at(), next.text()));
    return Stream.concat(history.next().stream(), payment.stream()).min(EventLog.Next.SOONEST);
  }
}
