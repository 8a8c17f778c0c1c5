package dev.tillgate.gateway.platform.idempotency;

import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The table {@code idempotency_keys}. */
final class IdempotencyStore {
  private static final String INSERT =
      """
      INSERT INTO idempotency_keys (owner, key, fingerprint, resource, created_at_ms)
      VALUES (:owner, :key, :fingerprint, :resource, :now)
      ON CONFLICT (owner, key) DO UPDATE
      SET fingerprint = excluded.fingerprint, resource = excluded.resource,
          created_at_ms = excluded.created_at_ms, status = NULL, headers = NULL, body = NULL
      WHERE idempotency_keys.created_at_ms <= :expired
      """;

  private static final String FIND =
      "SELECT * FROM idempotency_keys WHERE owner = :owner AND key = :key";

  private static final String ANSWER =
      """
      UPDATE idempotency_keys SET status = :status, headers = :headers, body = :body
      WHERE owner = :owner AND key = :key AND status IS NULL
      """;

  private static final String DELETE_OLDER =
      """
      DELETE FROM idempotency_keys WHERE (owner, key) IN (
        SELECT owner, key FROM idempotency_keys WHERE created_at_ms <= :instant LIMIT :limit)
      """;

  /** A key as it is stored. */
  record Row(String fingerprint, String resource, @Nullable Answer answer) {}

  /** False when the key is taken and younger than {@code expired}; an older one is taken over. */
  boolean insert(Tx tx, KeyedRequest request, String resource, Instant now, Instant expired) {
    return tx.update(INSERT)
            .bind("owner", request.owner())
            .bind("key", request.key())
            .bind("fingerprint", request.fingerprint())
            .bind("resource", resource)
            .bind("now", now.toEpochMilli())
            .bind("expired", expired.toEpochMilli())
            .execute()
        == 1;
  }

  Optional<Row> find(Tx tx, KeyedRequest request) {
    return tx.query(FIND)
        .bind("owner", request.owner())
        .bind("key", request.key())
        .map(IdempotencyStore::map)
        .findOne();
  }

  /** Keeps the first answer; a later one changes nothing. */
  void answer(Tx tx, KeyedRequest request, Answer answer) {
    ObjectNode headers = Json.object();
    answer.headers().forEach(headers::put);
    headers.put("Content-Type", answer.contentType());
    tx.update(ANSWER)
        .bind("status", answer.status())
        .bind("headers", Json.text(headers))
        .bind("body", answer.body())
        .bind("owner", request.owner())
        .bind("key", request.key())
        .execute();
  }

  /** Forgets keys made before the instant, at most so many; returns how many. */
  int deleteOlder(Tx tx, Instant instant, int limit) {
    return tx.update(DELETE_OLDER)
        .bind("instant", instant.toEpochMilli())
        .bind("limit", limit)
        .execute();
  }

  private static Row map(ResultSet row, StatementContext context) throws SQLException {
    int status = row.getInt("status");
    return new Row(
        row.getString("fingerprint"),
        row.getString("resource"),
        status == 0 ? null : answer(status, row.getString("headers"), row.getBytes("body")));
  }

  private static Answer answer(int status, String headers, byte[] body) {
    Map<String, String> map = new LinkedHashMap<>();
    Json.parse(headers.getBytes(StandardCharsets.UTF_8))
        .properties()
        .forEach(header -> map.put(header.getKey(), header.getValue().asString()));
    String contentType = map.remove("Content-Type");
    return new Answer(status, map, contentType == null ? Answer.JSON : contentType, body);
  }
}
