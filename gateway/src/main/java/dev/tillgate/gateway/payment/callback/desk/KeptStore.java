package dev.tillgate.gateway.payment.callback.desk;

import dev.tillgate.gateway.payment.callback.Callback;
import dev.tillgate.gateway.payment.callback.Channel;
import dev.tillgate.gateway.payment.callback.Checks;
import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code callbacks}, read only. */
final class KeptStore {
  private static final String COLUMNS =
      """
      SELECT id, provider, provider_event_id, type, subject, origin, status, reason, payment_id, tries,
        checks, due_at_ms, received_at_ms, settled_at_ms, %s AS body,
        (SELECT order_id FROM payments WHERE payments.id = payment_id) AS order_id
      FROM callbacks
      """;

  private static final String BY_ID = COLUMNS.formatted("body") + "WHERE id = :id";

  // A page of bodies might be megabytes.
  private static final String PAGE = COLUMNS.formatted("x''") + "WHERE TRUE";

  /**
   * What a list shows; null for any.
   *
   * @param status one of the states' words
   */
  record Filter(Callback.@Nullable State status, @Nullable String provider) {}

  Optional<Kept> find(Tx tx, String id) {
    return tx.query(BY_ID).bind("id", id).map(KeptStore::map).findOne();
  }

  /** Newest first, behind the cursor, without bodies. */
  List<Kept> page(Tx tx, Filter filter, @Nullable String cursor, int limit) {
    String sql =
        PAGE
            + and("id < :cursor", ":cursor", cursor)
            + and("provider = :provider", ":provider", filter.provider())
            + statusIs(filter.status())
            + " ORDER BY id DESC LIMIT :limit";
    return tx.query(sql)
        .bind("cursor", cursor)
        .bind("provider", filter.provider())
        .bind("limit", limit)
        .map(KeptStore::map)
        .list();
  }

  /** Only conditions that are asked for: one that may be either way would keep an index unused. */
  private static String and(String condition, String parameter, @Nullable String value) {
    return " AND " + (value == null ? parameter + " IS NULL" : condition);
  }

  /** Written out and not bound: only then may SQLite use an index over some states. */
  private static String statusIs(Callback.@Nullable State status) {
    return status == null ? "" : " AND status = '" + status.word() + "'";
  }

  private static Kept map(ResultSet row, StatementContext context) throws SQLException {
    Callback callback = callback(row);
    boolean deferred = callback.state() == Callback.State.DEFERRED;
    return new Kept(
        callback,
        new Kept.Fate(
            row.getString("reason"), row.getString("payment_id"), row.getString("order_id")),
        new Kept.Times(
            Instant.ofEpochMilli(row.getLong("received_at_ms")),
            deferred ? null : time(row, "settled_at_ms"),
            time(row, "due_at_ms")));
  }

  private static Callback callback(ResultSet row) throws SQLException {
    return new Callback(
        row.getString("id"),
        new Callback.Origin(
            row.getString("provider"),
            row.getString("provider_event_id"),
            row.getString("type"),
            row.getString("subject"),
            Channel.of(row.getString("origin"))),
        Callback.Envelope.NONE,
        Callback.State.of(row.getString("status")),
        row.getInt("tries"),
        Checks.ofStored(row.getString("checks")),
        row.getBytes("body"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
