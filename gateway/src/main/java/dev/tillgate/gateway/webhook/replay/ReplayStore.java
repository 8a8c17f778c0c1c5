package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.EventFilter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The table {@code replays}. */
final class ReplayStore {
  private static final String INSERT =
      """
      INSERT INTO replays (id, endpoint_id, scope, event_types, from_ms, to_ms, rate, state,
        place, last_place, matched, queued, paced_until_us, created_at_ms, updated_at_ms)
      VALUES (:id, :endpoint, :scope, :types, :from, :to, :rate, :state,
        :place, :last, :matched, 0, :paced, :now, :now)
      """;

  private static final String BY_ID = "SELECT * FROM replays WHERE id = :id";

  private static final String RUNNING = "SELECT * FROM replays WHERE state = 'running' ORDER BY id";

  private static final String COUNT_RUNNING =
      "SELECT COUNT(*) FROM replays WHERE state = 'running'";

  private static final String PAGE =
      """
      SELECT * FROM replays WHERE :cursor IS NULL OR id < :cursor ORDER BY id DESC LIMIT :limit
      """;

  private static final String CHANGE_STATE =
      """
      UPDATE replays
      SET state = :next, reason = :reason, paced_until_us = :paced, updated_at_ms = :now
      WHERE id = :id AND state = :state
      """;

  private static final String MOVE =
      """
      UPDATE replays
      SET place = :next, queued = queued + :count, paced_until_us = :paced, updated_at_ms = :now
      WHERE id = :id AND state = 'running' AND place = :place
      """;

  private static final String OUTCOMES =
      """
      SELECT status, COUNT(*) AS count FROM deliveries WHERE replay_id = :id
      GROUP BY status ORDER BY status
      """;

  void insert(Tx tx, Replay replay) {
    Selection selection = replay.selection();
    tx.update(INSERT)
        .bind("id", replay.id().value())
        .bind("endpoint", selection.endpoint().value())
        .bind("scope", selection.scope().word())
        .bind("types", types(selection.types()))
        .bind("from", millis(selection.range().from()))
        .bind("to", millis(selection.range().to()))
        .bind("rate", replay.rate())
        .bind("state", replay.standing().state().word())
        .bind("place", replay.progress().span().place())
        .bind("last", replay.progress().span().last())
        .bind("matched", replay.progress().matched())
        .bind("paced", replay.progress().pacedUntilUs())
        .bind("now", replay.createdAt().toEpochMilli())
        .execute();
  }

  Optional<Replay> byId(Tx tx, ReplayId id) {
    return tx.queryForUpdate(BY_ID).bind("id", id.value()).map(ReplayStore::map).findOne();
  }

  /** Those that have something to write, oldest first. */
  List<Replay> running(Tx tx) {
    return tx.query(RUNNING).map(ReplayStore::map).list();
  }

  int countRunning(Tx tx) {
    return tx.query(COUNT_RUNNING).mapTo(Integer.class).one();
  }

  /** Newest first, behind the cursor. */
  List<Replay> page(Tx tx, @Nullable String cursor, int limit) {
    return tx.query(PAGE).bind("cursor", cursor).bind("limit", limit).map(ReplayStore::map).list();
  }

  /** Changes the state if it still is what the replay says; what it may write begins anew. */
  boolean changeState(Tx tx, Replay replay, Replay.Standing next, Instant now) {
    return tx.update(CHANGE_STATE)
            .bind("next", next.state().word())
            .bind("reason", next.reason())
            .bind("paced", Pace.micros(now))
            .bind("now", now.toEpochMilli())
            .bind("id", replay.id().value())
            .bind("state", replay.standing().state().word())
            .execute()
        == 1;
  }

  /** Moves on; false when it no longer runs or stands somewhere else. */
  boolean move(Tx tx, Replay replay, String place, int count, Instant now) {
    Pace pace = new Pace(replay.rate(), replay.progress().pacedUntilUs());
    return tx.update(MOVE)
            .bind("next", place)
            .bind("count", count)
            .bind("paced", pace.usedAfter(count, now))
            .bind("now", now.toEpochMilli())
            .bind("id", replay.id().value())
            .bind("place", replay.progress().span().place())
            .execute()
        == 1;
  }

  /** How many of its deliveries have each status, as far as they are still kept. */
  Map<String, Long> outcomes(Tx tx, ReplayId id) {
    return tx
        .query(OUTCOMES)
        .bind("id", id.value())
        .map((row, context) -> Map.entry(row.getString("status"), row.getLong("count")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Replay map(ResultSet row, StatementContext context) throws SQLException {
    return new Replay(
        new ReplayId(row.getString("id")),
        selection(row),
        row.getInt("rate"),
        new Replay.Standing(ReplayState.of(row.getString("state")), row.getString("reason")),
        new Replay.Progress(
            row.getLong("matched"),
            row.getLong("queued"),
            new Replay.Span(row.getString("place"), row.getString("last_place")),
            row.getLong("paced_until_us")),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        Instant.ofEpochMilli(row.getLong("updated_at_ms")));
  }

  private static Selection selection(ResultSet row) throws SQLException {
    return new Selection(
        new EndpointId(row.getString("endpoint_id")),
        ReplayScope.of(row.getString("scope")),
        EventFilter.of(
            Json.parse(row.getString("event_types"))
                .valueStream()
                .map(JsonNode::asString)
                .toList()),
        new Selection.Range(instant(row, "from_ms"), instant(row, "to_ms")));
  }

  private static String types(EventFilter filter) {
    ArrayNode types = Json.array();
    filter.globs().forEach(types::add);
    return Json.text(types);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
