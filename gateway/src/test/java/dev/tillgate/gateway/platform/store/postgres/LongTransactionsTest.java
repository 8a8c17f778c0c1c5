package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreGauge;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A transaction of somebody else that nobody ends. */
@Timeout(60)
class LongTransactionsTest {
  private final String url = TestPostgres.migratedDatabase();
  private Database database;

  @BeforeEach
  void open() {
    database = PostgresDatabase.open(url, false, TestStore.OPTIONS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @DisplayName("FLT-P04 a transaction left open elsewhere is warned of, and work goes on beside it")
  void aTransactionLeftOpenElsewhereIsWarnedOf() throws SQLException {
    try (Connection idle = DriverManager.getConnection(url);
        var statement = idle.createStatement()) {
      idle.setAutoCommit(false);
      statement.execute("SELECT pg_current_xact_id()");

      assertThat(look(Duration.ofHours(1))).isFalse();
      assertThat(look(Duration.ZERO)).isTrue();
      assertThat(gauge("tillgate.store.oldest.transaction.seconds")).isPositive();
      int rows = database.write(tx -> tx.update("UPDATE retention SET events_after = 0").execute());
      assertThat(rows).isEqualTo(1);
    }
  }

  @Test
  void aServerWithoutLongTransactionsOrStandbysSaysSo() {
    assertThat(gauge("tillgate.store.standby.lag.bytes")).isZero();
    assertThat(gauge("tillgate.store.dead.rows")).isNotNegative();
  }

  @Test
  void aStoreThatIsGoneIsNoWarning() {
    database.close();

    assertThat(look(Duration.ZERO)).isFalse();
  }

  private boolean look(Duration patience) {
    try (LongTransactions watch = new LongTransactions(database, patience)) {
      return watch.look();
    }
  }

  private double gauge(String name) {
    return database.gauges().stream()
        .filter(one -> one.name().equals(name))
        .map(StoreGauge::value)
        .findFirst()
        .orElseThrow()
        .get()
        .doubleValue();
  }
}
