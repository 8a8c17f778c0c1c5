package dev.tillgate.mockpsp.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The idempotency keys of the last 24 hours with their answers, and counts for the ledger. */
public final class Keys {
  private static final Duration KEPT = Duration.ofHours(24);

  private static final String FIND =
      """
      SELECT fingerprint, request, status, body FROM idempotency_keys
      WHERE key = :key AND stored_at_ms > :oldest
      """;

  private static final String STORE =
      """
      INSERT INTO idempotency_keys (key, fingerprint, request, object, status, body, stored_at_ms)
      VALUES (:key, :fingerprint, :request, :object, :status, :body, :now)
      ON CONFLICT (key) DO UPDATE SET
        fingerprint = :fingerprint, request = :request, object = :object, status = :status,
        body = :body, stored_at_ms = :now, executions = executions + 1
      """;

  /** The answer kept under a key, unless it is too old to count. */
  public Optional<StoredAnswer> find(Handle tx, String key, Instant now) {
    return tx.createQuery(FIND)
        .bind("key", key)
        .bind("oldest", now.minus(KEPT).toEpochMilli())
        .map(Keys::answer)
        .findOne();
  }

  /** Keeps a first answer in the transaction of its effect; an expired key begins anew. */
  public void store(
      Handle tx, String key, StoredAnswer answer, @Nullable String object, Instant now) {
    tx.createUpdate(STORE)
        .bind("key", key)
        .bind("fingerprint", answer.fingerprint())
        .bind("request", answer.requestId())
        .bind("object", object)
        .bind("status", answer.status())
        .bind("body", answer.body())
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Counts an answer given again. */
  public void countReplay(Handle tx, String key) {
    tx.createUpdate("UPDATE idempotency_keys SET replays = replays + 1 WHERE key = :key")
        .bind("key", key)
        .execute();
  }

  /** Every key ever used since the last reset, expired ones included. */
  public List<KeyCount> counts(Handle tx) {
    return tx.createQuery("SELECT key, executions, replays FROM idempotency_keys ORDER BY rowid")
        .map(Keys::count)
        .list();
  }

  /** The keys of the calls that were answered with that object. */
  public List<KeyCount> countsOf(Handle tx, String object) {
    return tx.createQuery(
            """
            SELECT key, executions, replays FROM idempotency_keys WHERE object = :object
            ORDER BY rowid
            """)
        .bind("object", object)
        .map(Keys::count)
        .list();
  }

  private static StoredAnswer answer(ResultSet row, StatementContext context) throws SQLException {
    return new StoredAnswer(
        row.getString("fingerprint"),
        row.getString("request"),
        row.getInt("status"),
        row.getString("body"));
  }

  private static KeyCount count(ResultSet row, StatementContext context) throws SQLException {
    return new KeyCount(row.getString("key"), row.getLong("executions"), row.getLong("replays"));
  }
}
