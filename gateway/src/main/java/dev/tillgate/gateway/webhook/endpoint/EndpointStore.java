package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code webhook_endpoints}. */
final class EndpointStore {
  private static final String INSERT =
      """
      INSERT INTO webhook_endpoints (id, url, event_types, description, headers,
        retry_waits_ms, max_in_flight, format, signing, rate_limit, ordering, status,
        paused_until_ms, created_at_ms, updated_at_ms)
      VALUES (:id, :url, :types, :description, :headers, :waits, :max, :format, :signing,
        :rate, :ordering, :status, 0, :now, :now)
      """;

  private static final String UPDATE_SETTINGS =
      """
      UPDATE webhook_endpoints
      SET url = :url, event_types = :types, description = :description,
        headers = :headers, retry_waits_ms = :waits, max_in_flight = :max,
        format = :format, signing = :signing, rate_limit = :rate, ordering = :ordering,
        updated_at_ms = :now
      WHERE id = :id AND status IN ('enabled', 'disabled')
      """;

  private static final String CHANGE_STATUS =
      """
      UPDATE webhook_endpoints
      SET status = :next, disabled_reason = :reason, paused_until_ms = 0,
        updated_at_ms = :now
      WHERE id = :id AND status = :status
      """;

  private static final String PAUSE =
      """
      UPDATE webhook_endpoints SET paused_until_ms = :until
      WHERE id = :id AND status = 'enabled' AND paused_until_ms < :until
      """;

  private static final String CHANGE_BREAKER =
      """
      UPDATE webhook_endpoints
      SET breaker = :breaker, breaker_probes = :probes, breaker_since_ms = :since,
        breaker_until_ms = :until
      WHERE id = :id
      """;

  private static final String BY_ID =
      "SELECT * FROM webhook_endpoints WHERE id = :id AND status <> 'deleted'";

  private static final String PAGE =
      """
      SELECT * FROM webhook_endpoints
      WHERE status <> 'deleted' AND (:cursor IS NULL OR id < :cursor)
      ORDER BY id DESC LIMIT :limit
      """;

  private final SecretBox box;

  EndpointStore(SecretBox box) {
    this.box = box;
  }

  void insert(Tx tx, Endpoint endpoint) {
    bindSettings(tx.update(INSERT), endpoint)
        .bind("status", endpoint.status().word())
        .bind("now", endpoint.createdAt().toEpochMilli())
        .execute();
  }

  boolean updateSettings(Tx tx, Endpoint endpoint, Instant now) {
    return bindSettings(tx.update(UPDATE_SETTINGS), endpoint)
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  boolean changeStatus(
      Tx tx, Endpoint from, EndpointStatus next, @Nullable String reason, Instant now) {
    return tx.update(CHANGE_STATUS)
            .bind("next", next.word())
            .bind("reason", reason)
            .bind("now", now.toEpochMilli())
            .bind("id", from.id().value())
            .bind("status", from.status().word())
            .execute()
        == 1;
  }

  /** False when it is paused for longer already. */
  boolean pause(Tx tx, EndpointId id, Instant until) {
    return tx.update(PAUSE).bind("until", until.toEpochMilli()).bind("id", id.value()).execute()
        == 1;
  }

  void changeBreaker(Tx tx, EndpointId id, Breaker next) {
    tx.update(CHANGE_BREAKER)
        .bind("breaker", next.state().word())
        .bind("probes", next.probes())
        .bind("since", next.since().toEpochMilli())
        .bind("until", next.until().toEpochMilli())
        .bind("id", id.value())
        .execute();
  }

  /** All that are not deleted, oldest first. */
  List<Endpoint> all(Tx tx) {
    return tx.query("SELECT * FROM webhook_endpoints WHERE status <> 'deleted' ORDER BY id")
        .map(this::map)
        .list();
  }

  Optional<Endpoint> byId(Tx tx, String id) {
    return tx.queryForUpdate(BY_ID).bind("id", id).map(this::map).findOne();
  }

  /** Newest first, behind the cursor. */
  List<Endpoint> page(Tx tx, @Nullable String cursor, int limit) {
    return tx.query(PAGE).bind("cursor", cursor).bind("limit", limit).map(this::map).list();
  }

  private Update bindSettings(Update update, Endpoint endpoint) {
    EndpointSettings settings = endpoint.settings();
    Wire wire = settings.wire();
    Tempo tempo = settings.tempo();
    return update
        .bind("id", endpoint.id().value())
        .bind("url", settings.url())
        .bind("types", String.join(" ", settings.eventTypes().globs()))
        .bind("description", settings.description())
        .bind("headers", box.seal(json(wire.headers()), headersRow(endpoint.id())))
        .bind("format", wire.format().word())
        .bind("signing", wire.signing().word())
        .bind("waits", Json.text(millis(tempo.retryWaits())))
        .bind("max", orNull(tempo.maxInFlight()))
        .bind("rate", orNull(tempo.rateLimit()))
        .bind("ordering", tempo.ordering().word());
  }

  private Endpoint map(ResultSet row, StatementContext context) throws SQLException {
    EndpointId id = new EndpointId(row.getString("id"));
    return new Endpoint(
        id, settings(row, id), gate(row), Instant.ofEpochMilli(row.getLong("created_at_ms")));
  }

  private EndpointSettings settings(ResultSet row, EndpointId id) throws SQLException {
    return new EndpointSettings(
        row.getString("url"),
        EventFilter.of(List.of(row.getString("event_types").split(" "))),
        row.getString("description"),
        new Wire(
            Format.of(row.getString("format")),
            Signing.of(row.getString("signing")),
            headers(box.open(row.getBytes("headers"), headersRow(id)))),
        new Tempo(
            orEmpty(row.getInt("max_in_flight")),
            orEmpty(row.getInt("rate_limit")),
            waits(row.getString("retry_waits_ms")),
            Ordering.of(row.getString("ordering"))));
  }

  private static Endpoint.Gate gate(ResultSet row) throws SQLException {
    return new Endpoint.Gate(
        EndpointStatus.of(row.getString("status")),
        row.getString("disabled_reason"),
        Instant.ofEpochMilli(row.getLong("paused_until_ms")),
        new Breaker(
            Breaker.State.of(row.getString("breaker")),
            row.getInt("breaker_probes"),
            Instant.ofEpochMilli(row.getLong("breaker_since_ms")),
            Instant.ofEpochMilli(row.getLong("breaker_until_ms"))));
  }

  private static @Nullable Integer orNull(OptionalInt number) {
    return number.isPresent() ? (Integer) number.getAsInt() : null;
  }

  /** Zero stands for SQL's NULL: no such number may be zero. */
  private static OptionalInt orEmpty(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static String headersRow(EndpointId id) {
    return "webhook_endpoints/" + id.value() + "/headers";
  }

  private static byte[] json(Map<String, String> headers) {
    ObjectNode object = Json.object();
    headers.forEach(object::put);
    return Json.bytes(object);
  }

  private static Map<String, String> headers(byte[] json) {
    Map<String, String> headers = new LinkedHashMap<>();
    Json.parse(new String(json, StandardCharsets.UTF_8))
        .properties()
        .forEach(entry -> headers.put(entry.getKey(), entry.getValue().stringValue()));
    return headers;
  }

  private static ArrayNode millis(List<Duration> waits) {
    ArrayNode array = Json.array();
    waits.forEach(wait -> array.add(wait.toMillis()));
    return array;
  }

  private static List<Duration> waits(String json) {
    return Json.parse(json).valueStream().map(JsonNode::longValue).map(Duration::ofMillis).toList();
  }
}
