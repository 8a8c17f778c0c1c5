package dev.tillgate.gateway.payment.review;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code review_items}. */
final class ReviewStore {
  private static final String OPEN =
      """
      INSERT INTO review_items (id, kind, provider, reference, reason, money, opened_at_ms)
      VALUES (:id, :kind, :provider, :reference, :reason, :money, :at)
      ON CONFLICT (provider, reference) DO UPDATE
        SET reason = excluded.reason, money = 1, note = NULL, closed_at_ms = NULL
        WHERE review_items.money = 0 AND excluded.money = 1
      """;

  private static final String FIND = "SELECT * FROM review_items WHERE id = :id";

  private static final String PAGE =
      """
      SELECT * FROM review_items
      WHERE (:cursor IS NULL OR id < :cursor)
        AND (:status IS NULL OR (closed_at_ms IS NULL) = (:status = 'open'))
      ORDER BY id DESC LIMIT :limit
      """;

  private static final String CLOSE =
      """
      UPDATE review_items SET note = :note, closed_at_ms = :at
      WHERE id = :id AND closed_at_ms IS NULL
      """;

  /**
   * Writes the item down, once for each reference; money found later opens it again. False when
   * nothing was changed.
   */
  boolean open(Tx tx, ReviewItem item) {
    return tx.update(OPEN)
            .bind("id", item.id())
            .bind("kind", item.kind().word())
            .bind("provider", item.provider())
            .bind("reference", item.reference())
            .bind("reason", item.finding().reason())
            .bind("money", item.finding().money() ? 1 : 0)
            .bind("at", item.finding().at().toEpochMilli())
            .execute()
        == 1;
  }

  Optional<ReviewItem> find(Tx tx, String id) {
    return tx.query(FIND).bind("id", id).map(ReviewStore::map).findOne();
  }

  /** Newest first, after the cursor; one more than the limit says that there is more. */
  List<ReviewItem> page(Tx tx, @Nullable String status, @Nullable String cursor, int limit) {
    return tx.query(PAGE)
        .bind("status", status)
        .bind("cursor", cursor)
        .bind("limit", limit + 1)
        .map(ReviewStore::map)
        .list();
  }

  /** Closes an open item; false when it is closed already. */
  boolean close(Tx tx, String id, String note, Instant at) {
    return tx.update(CLOSE)
            .bind("note", note)
            .bind("at", at.toEpochMilli())
            .bind("id", id)
            .execute()
        == 1;
  }

  private static ReviewItem map(ResultSet row, StatementContext context) throws SQLException {
    return new ReviewItem(
        row.getString("id"),
        ReviewItem.Kind.of(row.getString("kind")),
        row.getString("provider"),
        row.getString("reference"),
        new ReviewItem.Finding(
            row.getString("reason"),
            row.getInt("money") == 1,
            Instant.ofEpochMilli(row.getLong("opened_at_ms"))),
        closing(row));
  }

  private static Optional<ReviewItem.Closing> closing(ResultSet row) throws SQLException {
    long at = row.getLong("closed_at_ms");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(new ReviewItem.Closing(row.getString("note"), Instant.ofEpochMilli(at)));
  }
}
