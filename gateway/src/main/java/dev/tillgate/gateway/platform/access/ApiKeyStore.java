package dev.tillgate.gateway.platform.access;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code api_keys}. */
final class ApiKeyStore {
  private static final String INSERT =
      """
      INSERT INTO api_keys (id, name, hash, scope, created_at_ms)
      VALUES (:id, :name, :hash, :scope, :now)
      ON CONFLICT (hash) DO NOTHING
      """;

  private static final String BY_HASH =
      "SELECT * FROM api_keys WHERE hash = :hash AND revoked_at_ms IS NULL";

  private static final String REVOKE =
      "UPDATE api_keys SET revoked_at_ms = :now WHERE id = :id AND revoked_at_ms IS NULL";

  /** Inserts the key unless its hash is there already. */
  boolean insert(Tx tx, ApiKey key, String hash) {
    return tx.update(INSERT)
            .bind("id", key.id())
            .bind("name", key.name())
            .bind("hash", hash)
            .bind("scope", key.scope().word())
            .bind("now", key.createdAt().toEpochMilli())
            .execute()
        == 1;
  }

  Optional<ApiKey> byHash(Tx tx, String hash) {
    return tx.query(BY_HASH).bind("hash", hash).map(ApiKeyStore::map).findOne();
  }

  List<ApiKey> all(Tx tx) {
    return tx.query("SELECT * FROM api_keys ORDER BY id").map(ApiKeyStore::map).list();
  }

  /** False when there is no such key or it is revoked already. */
  boolean revoke(Tx tx, String id, Instant now) {
    return tx.update(REVOKE).bind("now", now.toEpochMilli()).bind("id", id).execute() == 1;
  }

  private static ApiKey map(ResultSet row, StatementContext context) throws SQLException {
    long revoked = row.getLong("revoked_at_ms");
    return new ApiKey(
        row.getString("id"),
        row.getString("name"),
        Scope.of(row.getString("scope")),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        revoked == 0 ? null : Instant.ofEpochMilli(revoked));
  }
}
