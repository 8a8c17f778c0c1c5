package dev.tillgate.mockpsp.callback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of deliveries: the queue of what must be sent, and the record of how it went. */
final class Deliveries {
  private static final String ADD =
      """
      INSERT INTO deliveries (event, endpoint, request, state, due_at_ms, body)
      VALUES (:event, :endpoint, :request, 'pending', :due, :body)
      """;

  private static final String SETTLE =
      """
      UPDATE deliveries SET state = :state, due_at_ms = :due, last_outcome = :outcome
      WHERE seq = :seq AND state = 'sending' AND attempts = :attempts
      """;

  /** Adds one with its body as it will be sent. */
  void add(
      Handle tx,
      String event,
      String endpoint,
      @Nullable String request,
      Instant due,
      String body) {
    tx.createUpdate(ADD)
        .bind("event", event)
        .bind("endpoint", endpoint)
        .bind("request", request)
        .bind("due", due.toEpochMilli())
        .bind("body", body)
        .execute();
  }

  /** Takes what is due, oldest first; nobody else gets it until it is settled. */
  List<Delivery> claimDue(Handle tx, Instant now, int limit) {
    return claim(
        tx,
        "due_at_ms <= :now ORDER BY due_at_ms, seq LIMIT :limit",
        Map.of("now", now.toEpochMilli(), "limit", limit));
  }

  /** Takes what a request holds back, due or not. */
  List<Delivery> claimOf(Handle tx, String request) {
    return claim(tx, "request = :request", Map.of("request", request));
  }

  private static List<Delivery> claim(Handle tx, String which, Map<String, ?> values) {
    return tx
        .createQuery(
            """
            UPDATE deliveries SET state = 'sending', attempts = attempts + 1
            WHERE seq IN (SELECT seq FROM deliveries WHERE state = 'pending' AND %s)
            RETURNING seq, event, attempts, body,
              (SELECT url FROM webhook_endpoints e WHERE e.id = endpoint) AS url,
              (SELECT secret FROM webhook_endpoints e WHERE e.id = endpoint) AS secret
            """
                .formatted(which))
        .bindMap(values)
        .map(Deliveries::delivery)
        .stream()
        .sorted(Comparator.comparingLong(Delivery::seq))
        .toList();
  }

  /** Ends a claimed delivery; false when it is no longer this attempt's to end. */
  boolean settle(Handle tx, Delivery delivery, String state, Instant due, String outcome) {
    return tx.createUpdate(SETTLE)
            .bind("state", state)
            .bind("due", due.toEpochMilli())
            .bind("outcome", outcome)
            .bind("seq", delivery.seq())
            .bind("attempts", delivery.attempts())
            .execute()
        == 1;
  }

  /** When the next one is due, if any waits. */
  Optional<Instant> nextDue(Handle tx) {
    return tx.createQuery(
            "SELECT due_at_ms FROM deliveries WHERE state = 'pending' ORDER BY due_at_ms LIMIT 1")
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  /** Endpoints that have not taken the event yet, and are still tried. */
  int pendingOf(Handle tx, String event) {
    return tx.createQuery(
            """
            SELECT count(DISTINCT endpoint) FROM deliveries
            WHERE event = :event AND state IN ('pending', 'sending')
            """)
        .bind("event", event)
        .mapTo(Integer.class)
        .one();
  }

  /** What a killed process was sending may or may not have arrived: it is sent again. */
  int recover(Handle tx) {
    return tx.execute("UPDATE deliveries SET state = 'pending' WHERE state = 'sending'");
  }

  private static Delivery delivery(ResultSet row, StatementContext context) throws SQLException {
    return new Delivery(
        row.getLong("seq"),
        row.getString("event"),
        row.getInt("attempts"),
        row.getString("url"),
        row.getString("secret"),
        row.getString("body"));
  }
}
