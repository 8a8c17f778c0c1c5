package dev.tillgate.gateway.webhook.signing;

import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code webhook_keys}: both halves sealed together, each pair for its own row. */
final class SigningKeyStore {
  private static final String ALL =
      "SELECT * FROM webhook_keys ORDER BY until_ms IS NOT NULL, until_ms DESC";

  private static final String INSERT =
      """
      INSERT INTO webhook_keys (id, algorithm, sealed, until_ms, created_at_ms)
      VALUES (:id, 'ed25519', :sealed, :until, :created)
      """;

  private final SecretBox box;

  SigningKeyStore(SecretBox box) {
    this.box = box;
  }

  /** The current key first, then the one that ends last. */
  List<SigningKey> all(Tx tx) {
    return tx.query(ALL).map(this::map).list();
  }

  /** Leaves these keys and no others. */
  void replace(Tx tx, List<SigningKey> keys) {
    tx.update("DELETE FROM webhook_keys").execute();
    keys.forEach(key -> insert(tx, key));
  }

  private void insert(Tx tx, SigningKey key) {
    byte[] pair =
        ByteBuffer.allocate(2 * SigningKey.BYTES).put(key.seed()).put(key.publicKey()).array();
    Instant until = key.until();
    tx.update(INSERT)
        .bind("id", key.id())
        .bind("sealed", box.seal(pair, row(key.id())))
        .bind("until", until == null ? null : (Long) until.toEpochMilli())
        .bind("created", key.createdAt().toEpochMilli())
        .execute();
  }

  private SigningKey map(ResultSet row, StatementContext context) throws SQLException {
    String id = row.getString("id");
    byte[] pair = box.open(row.getBytes("sealed"), row(id));
    long until = row.getLong("until_ms");
    return new SigningKey(
        id,
        Arrays.copyOf(pair, SigningKey.BYTES),
        Arrays.copyOfRange(pair, SigningKey.BYTES, pair.length),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        until == 0 ? null : Instant.ofEpochMilli(until));
  }

  private static String row(String id) {
    return "webhook_keys/" + id;
  }
}
