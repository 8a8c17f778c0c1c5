package dev.tillgate.system.playground;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * More deliveries than anybody wants to wait for, written straight into the store of a gateway that
 * does not run: so many events, each with a delivery for every endpoint that names their type.
 *
 * @param events how many
 * @param dueFrom when the first is due
 * @param within how far their due times lie apart at most
 */
public record ManyDeliveries(int events, Instant dueFrom, Duration within) {
  /** The type of their events. */
  public static final String TYPE = "playground.copied";

  private static final Duration RETRY_FOR = Duration.ofDays(30);

  private static final String EVENTS =
      """
      WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
      INSERT INTO events (id, type, payload, created_at_ms)
      SELECT printf('evt_%026d', n), ?,
        CAST(printf('{"n":%d,"padding":"%.500c"}', n, 'x') AS BLOB), unixepoch() * 1000
      FROM numbers
      """;

  private static final String DELIVERIES =
      """
      INSERT INTO deliveries (id, event_id, event_type, endpoint_id, status, claims, attempts,
        due_at_ms, retry_until_ms, created_at_ms, updated_at_ms)
      SELECT 'dlv_' || substr(e.id, -10) || substr(w.id, -16), e.id, e.type, w.id, 'pending', 0, 0,
        ? + abs(random()) % ?, ?, e.created_at_ms, e.created_at_ms
      FROM events e CROSS JOIN webhook_endpoints w
      WHERE e.type = ? AND w.event_types LIKE '%' || e.type || '%'
      """;

  /** Writes them into the store in that directory; returns how many deliveries that made. */
  public int into(Path data) {
    String url = "jdbc:sqlite:" + data.resolve("tillgate.db");
    try (Connection store = DriverManager.getConnection(url)) {
      try (var statement = store.createStatement()) {
        statement.execute("PRAGMA synchronous = OFF");
      }
      store.setAutoCommit(false);
      writeEvents(store);
      int written = writeDeliveries(store);
      store.commit();
      return written;
    } catch (SQLException e) {
      throw new IllegalStateException("could not write deliveries into " + data, e);
    }
  }

  private void writeEvents(Connection store) throws SQLException {
    try (PreparedStatement insert = store.prepareStatement(EVENTS)) {
      insert.setInt(1, events);
      insert.setString(2, TYPE);
      insert.executeUpdate();
    }
  }

  private int writeDeliveries(Connection store) throws SQLException {
    try (PreparedStatement insert = store.prepareStatement(DELIVERIES)) {
      insert.setLong(1, dueFrom.toEpochMilli());
      insert.setLong(2, Math.max(1, within.toMillis()));
      insert.setLong(3, dueFrom.plus(RETRY_FOR).toEpochMilli());
      insert.setString(4, TYPE);
      return insert.executeUpdate();
    }
  }
}
