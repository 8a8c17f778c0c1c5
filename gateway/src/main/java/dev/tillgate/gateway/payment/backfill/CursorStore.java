package dev.tillgate.gateway.payment.backfill;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** The table {@code event_cursors}: one row per provider. */
final class CursorStore {
  private static final String FIND = "SELECT * FROM event_cursors WHERE provider = :provider";

  private static final String INSERT =
      """
      INSERT INTO event_cursors (provider, since_ms) VALUES (:provider, :since)
      ON CONFLICT (provider) DO NOTHING
      """;

  private static final String MOVE =
      """
      UPDATE event_cursors SET event_id = :eventId, since_ms = :since
      WHERE provider = :provider AND since_ms <= :since
      """;

  Optional<Cursor> find(Tx tx, String provider) {
    return tx.query(FIND)
        .bind("provider", provider)
        .map((row, context) ->
            new Cursor(
                Optional.ofNullable(row.getString("event_id")),
                Instant.ofEpochMilli(row.getLong("since_ms"))))
        .findOne();
  }

  /** Begins at a time; nothing is done when there is a cursor. */
  void begin(Tx tx, String provider, Instant since) {
    tx.update(INSERT).bind("provider", provider).bind("since", since.toEpochMilli()).execute();
  }

  /** Moves on to an event; never back. */
  void move(Tx tx, String provider, String eventId, Instant at) {
    tx.update(MOVE)
        .bind("provider", provider)
        .bind("eventId", eventId)
        .bind("since", at.toEpochMilli())
        .execute();
  }
}
