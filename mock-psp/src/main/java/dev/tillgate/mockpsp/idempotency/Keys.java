package dev.tillgate.mockpsp.idempotency;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The idempotency keys of the last 24 hours with their answers, and counts for the ledger. */
public final class Keys {
  /** Where they are kept, each under the key itself; the body is the answer's. */
  public static final Table TABLE = Table.of("idempotency_keys", "object");

  private static final Duration KEPT = Duration.ofHours(24);

  /** The answer kept under a key, unless it is too old to count. */
  public Optional<StoredAnswer> find(Tx tx, String key, Instant now) {
    long oldest = now.minus(KEPT).toEpochMilli();
    return tx.find(TABLE, key)
        .filter(row -> row.number("stored_at_ms") > oldest)
        .map(row ->
            new StoredAnswer(
                row.text("fingerprint"),
                row.text("request"),
                (int) row.number("status"),
                row.body()));
  }

  /** Keeps a first answer in the transaction of its effect; an expired key begins anew. */
  public void store(Tx tx, String key, StoredAnswer answer, @Nullable String object, Instant now) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("fingerprint", answer.fingerprint());
    columns.put("request", answer.requestId());
    columns.put("object", object);
    columns.put("status", answer.status());
    columns.put("stored_at_ms", now.toEpochMilli());
    Optional<Row> expired = tx.find(TABLE, key);
    columns.put("executions", expired.map(row -> row.number("executions")).orElse(0L) + 1);
    if (expired.isPresent()) {
      tx.update(TABLE, key, columns, answer.body());
    } else {
      columns.put("replays", 0);
      tx.insert(TABLE, Row.of(key, now.getEpochSecond(), columns, answer.body()));
    }
  }

  /** Counts an answer given again. */
  public void countReplay(Tx tx, String key) {
    long replays = tx.find(TABLE, key).map(row -> row.number("replays")).orElse(0L) + 1;
    tx.update(TABLE, key, Map.of("replays", replays), null);
  }

  /** Every key ever used since the last reset, expired ones included. */
  public List<KeyCount> counts(Tx tx) {
    return counts(tx, Query.all(List.of()));
  }

  /** The keys of the calls that were answered with that object. */
  public List<KeyCount> countsOf(Tx tx, String object) {
    return counts(tx, Query.all(Filter.equal("object", object)));
  }

  private static List<KeyCount> counts(Tx tx, Query query) {
    return tx.select(TABLE, query).stream()
        .map(row -> new KeyCount(row.id(), row.number("executions"), row.number("replays")))
        .toList();
  }
}
