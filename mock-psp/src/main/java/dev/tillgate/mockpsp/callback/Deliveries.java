package dev.tillgate.mockpsp.callback;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.tillgate.mockpsp.endpoint.Endpoints;
import dev.tillgate.mockpsp.fault.Copy;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Filter.Comparison;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of deliveries: the queue of what must be sent, and the record of how it went. */
final class Deliveries {
  static final Table TABLE =
      Table.of("deliveries", "endpoint", "event", "request", "state").orderedBy("due_at_ms");

  private static final String PENDING = "pending";
  private static final String SENDING = "sending";
  private static final String DELIVERED = "delivered";
  private static final String DROPPED = "dropped";

  private final Ids ids;
  private final Endpoints endpoints;

  Deliveries(Ids ids, Endpoints endpoints) {
    this.ids = ids;
    this.endpoints = endpoints;
  }

  /** Adds one with its body as it will be sent, if it is; returns its id. */
  String add(Tx tx, Notice notice, String endpoint, Copy copy, String body) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("event", notice.event());
    columns.put("type", notice.type());
    columns.put("endpoint", endpoint);
    columns.put("request", notice.request());
    columns.put("state", copy.dropped() ? DROPPED : PENDING);
    columns.put("attempts", 0);
    columns.put("due_at_ms", copy.dropped() ? null : copy.due().toEpochMilli());
    columns.put("place", copy.place());
    String id = ids.next("whd_");
    tx.insert(TABLE, Row.of(id, copy.due().getEpochSecond(), columns, body));
    return id;
  }

  /** Takes what is due, the longest due first; nobody else gets it until it is settled. */
  List<Delivery> claimDue(Tx tx, Instant now, int limit) {
    Filter due = new Filter("due_at_ms", Comparison.AT_MOST, now.toEpochMilli());
    return claim(tx, tx.select(TABLE, new Query(List.of(due), "due_at_ms", false, limit)));
  }

  /** Takes what a request holds back, due or not. */
  List<Delivery> claimOf(Tx tx, String request) {
    return claim(
        tx,
        tx.select(
            TABLE,
            Query.all(List.of(Filter.equal("request", request), Filter.equal("state", PENDING)))));
  }

  private List<Delivery> claim(Tx tx, List<Row> rows) {
    return rows.stream().map(row -> claim(tx, row)).toList();
  }

  private Delivery claim(Tx tx, Row row) {
    int attempts = (int) row.number("attempts") + 1;
    Map<String, @Nullable Object> taken = new HashMap<>();
    taken.put("state", SENDING);
    taken.put("attempts", attempts);
    taken.put("due_at_ms", null);
    tx.update(TABLE, row.id(), taken, null);
    return new Delivery(
        row.id(),
        row.text("event"),
        row.text("type"),
        attempts,
        endpoints.target(tx, row.text("endpoint")),
        row.value("place") instanceof Number place ? (Integer) place.intValue() : null,
        row.body());
  }

  /**
   * Ends a claimed delivery; false when it is no longer this attempt's to end.
   *
   * @param due when it is tried again; null when it is not
   */
  boolean settle(Tx tx, Delivery delivery, String state, @Nullable Instant due, String outcome) {
    if (tx.find(TABLE, delivery.id()).filter(row -> isHeld(row, delivery)).isEmpty()) {
      return false;
    }
    Map<String, @Nullable Object> settled = new HashMap<>();
    settled.put("state", state);
    settled.put("due_at_ms", due == null ? null : due.toEpochMilli());
    settled.put("last_outcome", outcome);
    return tx.update(TABLE, delivery.id(), settled, null);
  }

  private static boolean isHeld(Row row, Delivery delivery) {
    return row.text("state").equals(SENDING) && row.number("attempts") == delivery.attempts();
  }

  /** When the next one is due, if any waits. */
  Optional<Instant> nextDue(Tx tx) {
    return tx.select(TABLE, new Query(List.of(), "due_at_ms", false, 1)).stream()
        .findFirst()
        .map(row -> Instant.ofEpochMilli(row.number("due_at_ms")));
  }

  /** Endpoints that have not taken the event yet, and are still tried. */
  int pendingOf(Tx tx, String event) {
    List<Row> rows = tx.select(TABLE, Query.all(Filter.equal("event", event)));
    Set<String> tried = endpoints(rows, Set.of(PENDING, SENDING));
    tried.removeAll(endpoints(rows, Set.of(DELIVERED)));
    return tried.size();
  }

  /** The events that some endpoint has not taken, be it tried still, given up or dropped. */
  Set<String> undelivered(Tx tx) {
    // One delivery that got there is enough, be it that another to the same endpoint did not.
    Set<Way> taken = ways(tx, DELIVERED).collect(toSet());
    return Stream.of(PENDING, SENDING, "given_up", DROPPED)
        .flatMap(state -> ways(tx, state))
        .filter(way -> !taken.contains(way))
        .map(Way::event)
        .collect(toSet());
  }

  /** From an event to one of its endpoints. */
  private record Way(String event, String endpoint) {}

  private static Stream<Way> ways(Tx tx, String state) {
    return tx.select(TABLE, Query.all(Filter.equal("state", state))).stream()
        .map(row -> new Way(row.text("event"), row.text("endpoint")));
  }

  private static Set<String> endpoints(List<Row> rows, Set<String> states) {
    return rows.stream()
        .filter(row -> states.contains(row.text("state")))
        .map(row -> row.text("endpoint"))
        .collect(toCollection(HashSet::new));
  }

  /** Forgets what was sent, or was still to be sent, to an endpoint. */
  void forget(Tx tx, String endpoint) {
    tx.select(TABLE, Query.all(Filter.equal("endpoint", endpoint)))
        .forEach(row -> tx.delete(TABLE, row.id()));
  }

  /** What a killed process was sending may or may not have arrived: it is sent again. */
  int recover(Tx tx, Instant now) {
    List<Row> left = tx.select(TABLE, Query.all(Filter.equal("state", SENDING)));
    Map<String, Object> again = Map.of("state", PENDING, "due_at_ms", now.toEpochMilli());
    left.forEach(row -> tx.update(TABLE, row.id(), again, null));
    return left.size();
  }
}
