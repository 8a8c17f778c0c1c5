package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.EventId;
import java.util.List;

/** The table {@code events}, as a replay reads it; a place is a position in the log. */
final class EventSpanStore implements Source {
  private static final String SURVEY =
      """
      SELECT type, COUNT(*) AS matched, MIN(position) AS first, MAX(position) AS last
      FROM event_log WHERE created_at_ms >= :from AND created_at_ms < :to
      GROUP BY type
      """;

  private static final String BEHIND =
      """
      SELECT position, id, type, created_at_ms FROM events
      WHERE position > :place AND position <= :last
      ORDER BY position LIMIT :limit
      """;

  /** One type's events. */
  private record Kind(String type, long matched, long first, long last) {}

  @Override
  public Survey survey(Tx tx, Selection selection) {
    List<Kind> wanted =
        tx.query(SURVEY)
            .bind("from", selection.range().fromMs())
            .bind("to", selection.range().toMs())
            .map((row, context) ->
                new Kind(
                    row.getString("type"),
                    row.getLong("matched"),
                    row.getLong("first"),
                    row.getLong("last")))
            .filter(kind -> selection.types().matches(kind.type()))
            .list();
    long first = wanted.stream().mapToLong(Kind::first).min().orElse(1);
    long last = wanted.stream().mapToLong(Kind::last).max().orElse(0);
    return new Survey(
        wanted.stream().mapToLong(Kind::matched).sum(),
        new Replay.Span(String.valueOf(first - 1), String.valueOf(last)));
  }

  @Override
  public List<Seen> behind(Tx tx, Replay replay, int limit) {
    return tx.query(BEHIND)
        .bind("place", Long.parseLong(replay.progress().span().place()))
        .bind("last", Long.parseLong(replay.progress().span().last()))
        .bind("limit", limit)
        .map((row, context) ->
            new Seen(
                row.getString("position"),
                new EventId(row.getString("id")),
                replay.selection().matches(row.getString("type"), row.getLong("created_at_ms"))))
        .list();
  }
}
