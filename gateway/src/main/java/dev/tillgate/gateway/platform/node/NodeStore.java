package dev.tillgate.gateway.platform.node;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The table {@code nodes}, by the clock of the store: the one that all nodes share. */
final class NodeStore {
  private static final String INSERT =
      """
      INSERT INTO nodes (id, works, lease_ms, joined_at_ms, seen_at_ms)
      SELECT :id, :works, :lease, now_ms, now_ms FROM store_clock
      """;

  private static final String SILENCE =
      """
      SELECT now_ms - seen_at_ms FROM nodes, store_clock WHERE id = :id
      """;

  private static final String SEEN =
      """
      UPDATE nodes SET seen_at_ms = (SELECT now_ms FROM store_clock) WHERE id = :id
      """;

  private static final String BURY =
      """
      DELETE FROM nodes WHERE seen_at_ms < (SELECT now_ms FROM store_clock) - lease_ms
      """;

  void insert(Tx tx, String id, Node.Terms terms) {
    tx.update(INSERT)
        .bind("id", id)
        .bind("works", terms.works() ? 1 : 0)
        .bind("lease", terms.lease().toMillis())
        .execute();
  }

  /** Since when the node was not seen; empty when it was buried. */
  Optional<Duration> silence(Tx tx, String id) {
    return tx.query(SILENCE).bind("id", id).mapTo(Long.class).findOne().map(Duration::ofMillis);
  }

  /** The node is there; false when it was buried. */
  boolean seen(Tx tx, String id) {
    return tx.update(SEEN).bind("id", id).execute() == 1;
  }

  /** Those that were not seen for longer than their lease are no more. */
  void bury(Tx tx) {
    tx.update(BURY).execute();
  }

  void remove(Tx tx, String id) {
    tx.update("DELETE FROM nodes WHERE id = :id").bind("id", id).execute();
  }

  void clear(Tx tx) {
    tx.update("DELETE FROM nodes").execute();
  }

  /** All there are, in the order in which they came. */
  Roll roll(Tx tx) {
    List<Roll.Entry> entries =
        tx.query("SELECT id, works FROM nodes ORDER BY joined_at_ms, id")
            .map((row, context) -> new Roll.Entry(row.getString("id"), row.getInt("works") == 1))
            .list();
    return new Roll(entries);
  }
}
