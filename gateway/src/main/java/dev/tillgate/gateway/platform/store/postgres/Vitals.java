package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreGauge;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;

/**
 * What the server says of its health. Of other roles' transactions and of stand-bys it tells a role
 * with {@code pg_monitor} only.
 */
final class Vitals {
  private static final String DEAD_ROWS =
      "SELECT COALESCE(SUM(n_dead_tup), 0) FROM pg_stat_user_tables";

  // Only one that writes or holds a snapshot keeps dead rows from being removed, and the end of the
  // event log from being read.
  private static final String OLDEST_TRANSACTION =
      """
      SELECT COALESCE(EXTRACT(EPOCH FROM clock_timestamp() - MIN(xact_start)), 0)
      FROM pg_stat_activity
      WHERE (backend_xid IS NOT NULL OR backend_xmin IS NOT NULL) AND pid <> pg_backend_pid()
      """;

  private static final String STANDBY_LAG =
      """
      SELECT COALESCE(MAX(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0)
      FROM pg_stat_replication
      """;

  private final Database database;

  Vitals(Database database) {
    this.database = database;
  }

  List<StoreGauge> gauges() {
    return List.of(
        gauge("tillgate.store.dead.rows", "rows that wait for a vacuum", DEAD_ROWS),
        gauge(
            "tillgate.store.oldest.transaction.seconds",
            "how long the oldest transaction of the server has been open",
            OLDEST_TRANSACTION),
        gauge(
            "tillgate.store.standby.lag.bytes",
            "log that the slowest stand-by has not applied",
            STANDBY_LAG));
  }

  /** Seconds since the oldest transaction began. */
  static double oldestTransaction(Tx tx) {
    return number(tx, OLDEST_TRANSACTION);
  }

  private StoreGauge gauge(String name, String description, String sql) {
    return new StoreGauge(name, description, () -> database.<Double>read(tx -> number(tx, sql)));
  }

  private static double number(Tx tx, String sql) {
    return tx.query(sql).mapTo(Double.class).one();
  }
}
