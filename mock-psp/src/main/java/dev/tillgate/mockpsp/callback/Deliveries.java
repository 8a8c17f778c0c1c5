package dev.tillgate.mockpsp.callback;

import static java.util.stream.Collectors.toSet;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Filter.Comparison;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Instant;
import java.util.HashMap;
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

  private final Ids ids;

  Deliveries(Ids ids) {
    this.ids = ids;
  }

  /** Adds one with its body as it will be sent. */
  void add(
      Tx tx, String event, String endpoint, @Nullable String request, Instant due, String body) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("event", event);
    columns.put("endpoint", endpoint);
    columns.put("request", request);
    columns.put("state", PENDING);
    columns.put("attempts", 0);
    columns.put("due_at_ms", due.toEpochMilli());
    tx.insert(TABLE, Row.of(ids.next("whd_"), due.getEpochSecond(), columns, body));
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

  private static List<Delivery> claim(Tx tx, List<Row> rows) {
    return rows.stream().map(row -> claim(tx, row)).toList();
  }

  private static Delivery claim(Tx tx, Row row) {
    int attempts = (int) row.number("attempts") + 1;
    Map<String, @Nullable Object> taken = new HashMap<>();
    taken.put("state", SENDING);
    taken.put("attempts", attempts);
    taken.put("due_at_ms", null);
    tx.update(TABLE, row.id(), taken, null);
    Row endpoint = tx.find(Endpoints.TABLE, row.text("endpoint")).orElseThrow();
    return new Delivery(
        row.id(),
        row.text("event"),
        attempts,
        endpoint.text("url"),
        endpoint.text("secret"),
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
    return (int)
        tx.select(TABLE, Query.all(Filter.equal("event", event))).stream()
            .filter(row -> Set.of(PENDING, SENDING).contains(row.text("state")))
            .map(row -> row.text("endpoint"))
            .distinct()
            .count();
  }

  /** The events that some endpoint has not taken, be it tried still or given up. */
  Set<String> undelivered(Tx tx) {
    return Stream.of(PENDING, SENDING, "given_up")
        .flatMap(state -> tx.select(TABLE, Query.all(Filter.equal("state", state))).stream())
        .map(row -> row.text("event"))
        .collect(toSet());
  }

  /** What a killed process was sending may or may not have arrived: it is sent again. */
  int recover(Tx tx, Instant now) {
    List<Row> left = tx.select(TABLE, Query.all(Filter.equal("state", SENDING)));
    Map<String, Object> again = Map.of("state", PENDING, "due_at_ms", now.toEpochMilli());
    left.forEach(row -> tx.update(TABLE, row.id(), again, null));
    return left.size();
  }
}
