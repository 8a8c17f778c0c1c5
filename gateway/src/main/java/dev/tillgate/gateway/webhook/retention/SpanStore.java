package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.store.Spans.Span;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spans of the table {@code deliveries}: whether all in them is over. */
final class SpanStore {
  private static final String PIECE =
      """
      SELECT MAX(id) AS last, COUNT(*) FILTER (WHERE NOT over) AS standing FROM (
        SELECT id, %s AS over FROM deliveries WHERE id > :place AND id < :to
        ORDER BY id LIMIT :limit) AS piece
      """
          .formatted(OldDeliveriesStore.OVER);

  // The words of the indexes, so that it takes no time however many rows there are.
  private static final String UNFINISHED =
      """
      SELECT EXISTS (SELECT 1 FROM deliveries
          WHERE id >= :from AND id < :to AND status IN ('pending', 'retrying'))
        OR EXISTS (SELECT 1 FROM deliveries
          WHERE id >= :from AND id < :to AND status IN ('parked', 'dead'))
      """;

  /**
   * Some rows of a span that follow each other.
   *
   * @param last the last of them; empty when there was none
   * @param isOver whether all of them may go
   */
  record Piece(Optional<String> last, boolean isOver) {}

  /** At most so many rows of the span behind the place. */
  Piece behind(Tx tx, Span span, String place, Instant before, int limit) {
    return tx.query(PIECE)
        .bind("place", place)
        .bind("to", span.to())
        .bind("before", before.toEpochMilli())
        .bind("limit", limit)
        .map((row, context) -> piece(row.getString("last"), row.getLong("standing")))
        .one();
  }

  private static Piece piece(@Nullable String last, long standing) {
    return new Piece(Optional.ofNullable(last), standing == 0);
  }

  /** Whether something in the span is open, parked or dead. */
  boolean isUnfinished(Tx tx, Span span) {
    return tx.query(UNFINISHED)
        .bind("from", span.from())
        .bind("to", span.to())
        .mapTo(Boolean.class)
        .one();
  }
}
