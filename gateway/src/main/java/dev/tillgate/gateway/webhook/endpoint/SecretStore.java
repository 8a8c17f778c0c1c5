package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code webhook_secrets}: each sealed for its own row. */
final class SecretStore {
  private static final String REPLACE = "DELETE FROM webhook_secrets WHERE endpoint_id = :endpoint";

  private static final String ALL =
      "SELECT * FROM webhook_secrets ORDER BY until_ms IS NOT NULL, until_ms DESC";

  private static final String INSERT =
      """
      INSERT INTO webhook_secrets (id, endpoint_id, sealed, until_ms, created_at_ms)
      VALUES (:id, :endpoint, :sealed, :until, :now)
      """;

  private final SecretBox box;
  private final Ids ids;

  SecretStore(SecretBox box, Ids ids) {
    this.box = box;
    this.ids = ids;
  }

  /** Leaves the endpoint with these secrets and no others. */
  void replace(Tx tx, EndpointId endpoint, List<SigningSecret> secrets, Instant now) {
    tx.update(REPLACE).bind("endpoint", endpoint.value()).execute();
    secrets.forEach(secret -> insert(tx, endpoint, secret, now));
  }

  /** Of every endpoint, the current secret first, then the one that ends last. */
  Map<EndpointId, List<SigningSecret>> all(Tx tx) {
    return tx.query(ALL).map(this::map).stream()
        .collect(
            Collectors.groupingBy(
                Owned::endpoint, Collectors.mapping(Owned::secret, Collectors.toList())));
  }

  private record Owned(EndpointId endpoint, SigningSecret secret) {}

  private void insert(Tx tx, EndpointId endpoint, SigningSecret secret, Instant now) {
    String id = ids.next("whs");
    Instant until = secret.until();
    tx.update(INSERT)
        .bind("id", id)
        .bind("endpoint", endpoint.value())
        .bind("sealed", box.seal(secret.key(), row(id)))
        .bind("until", until == null ? null : (Long) until.toEpochMilli())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  private Owned map(ResultSet row, StatementContext context) throws SQLException {
    long until = row.getLong("until_ms");
    byte[] key = box.open(row.getBytes("sealed"), row(row.getString("id")));
    return new Owned(
        new EndpointId(row.getString("endpoint_id")),
        new SigningSecret(key, until == 0 ? null : Instant.ofEpochMilli(until)));
  }

  private static String row(String id) {
    return "webhook_secrets/" + id;
  }
}
