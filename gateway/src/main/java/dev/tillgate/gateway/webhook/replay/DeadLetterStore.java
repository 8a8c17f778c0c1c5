package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.EventId;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/**
 * The dead in the table {@code deliveries}; a place is an id. Only those that were dead when the
 * replay was asked for: what dies meanwhile was in no count a person saw.
 */
final class DeadLetterStore implements Source {
  private static final String SURVEY =
      """
      SELECT event_type AS type, COUNT(*) AS matched, MAX(id) AS last FROM deliveries
      WHERE status = 'dead' AND endpoint_id = :endpoint
        AND created_at_ms >= :from AND created_at_ms < :to
      GROUP BY event_type
      """;

  private static final String BEHIND =
      """
      SELECT id, event_id, event_type, created_at_ms, updated_at_ms FROM deliveries
      WHERE status = 'dead' AND endpoint_id = :endpoint AND id > :place AND id <= :last
      ORDER BY id LIMIT :limit
      """;

  /** One type's dead letters. */
  private record Kind(String type, long matched, String last) {}

  @Override
  public Survey survey(Tx tx, Selection selection) {
    List<Kind> wanted =
        bind(tx.query(SURVEY), selection)
            .bind("from", selection.range().fromMs())
            .bind("to", selection.range().toMs())
            .map((row, context) ->
                new Kind(row.getString("type"), row.getLong("matched"), row.getString("last")))
            .filter(kind -> selection.types().matches(kind.type()))
            .list();
    String last = wanted.stream().map(Kind::last).max(String::compareTo).orElse("");
    return new Survey(wanted.stream().mapToLong(Kind::matched).sum(), new Replay.Span("", last));
  }

  @Override
  public List<Seen> behind(Tx tx, Replay replay, int limit) {
    long askedAtMs = replay.createdAt().toEpochMilli();
    return bind(tx.query(BEHIND), replay.selection())
        .bind("place", replay.progress().span().place())
        .bind("last", replay.progress().span().last())
        .bind("limit", limit)
        .map((row, context) ->
            new Seen(
                row.getString("id"),
                new EventId(row.getString("event_id")),
                row.getLong("updated_at_ms") <= askedAtMs
                    && replay
                        .selection()
                        .matches(row.getString("event_type"), row.getLong("created_at_ms"))))
        .list();
  }

  private static Query bind(Query query, Selection selection) {
    return query.bind("endpoint", selection.endpoint().value());
  }
}
