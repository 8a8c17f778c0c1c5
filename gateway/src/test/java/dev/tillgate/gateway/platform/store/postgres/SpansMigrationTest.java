package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Spans.Span;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A database of the time before there were spans, and a gateway of that time still at work on it.
 */
@Timeout(60)
class SpansMigrationTest {
  private static final String INSERT =
      """
      INSERT INTO deliveries (id, event_id, event_type, endpoint_id, status, claims, attempts,
        due_at_ms, retry_until_ms, created_at_ms, updated_at_ms)
      VALUES (?, 'evt_1', 'stock.low', 'we_1', 'pending', 0, 0, 0, 0, 0, 0)
      """;
  private static final String ATTEMPT =
      """
      INSERT INTO delivery_attempts (delivery_id, number, started_at_ms, latency_ms, outcome)
      VALUES (?, 1, 0, 0, 'failed')
      """;

  private final String url = TestPostgres.freshDatabase();
  private final Instant now = Clock.systemUTC().instant();

  @BeforeEach
  void openAsItWas() throws SQLException {
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:dev/tillgate/gateway/db/postgresql")
        .target("2")
        .load()
        .migrate();
    try (Connection older = DriverManager.getConnection(url);
        var statement = older.createStatement()) {
      statement.execute(
          """
          INSERT INTO webhook_endpoints (id, url, event_types, headers, retry_waits_ms, status,
            paused_until_ms, created_at_ms, updated_at_ms)
          VALUES ('we_1', 'http://a.test/', '*', '', '1', 'enabled', 0, 0, 0);
          INSERT INTO events (id, type, payload, created_at_ms) VALUES ('evt_1', 'stock.low', '', 0)
          """);
    }
  }

  @Test
  void whatThereWasIsTheFirstSpan() throws SQLException {
    String old = id(now.minus(Duration.ofDays(300)));
    String ahead = id(now.plus(Duration.ofDays(20))); // Its clock was ahead.
    try (Connection older = DriverManager.getConnection(url)) {
      write(older.prepareStatement(INSERT), old, ahead);
      write(older.prepareStatement(ATTEMPT), old);
    }

    try (Database database = PostgresDatabase.open(url, false, TestStore.OPTIONS)) {
      assertThat(one(database, "SELECT string_agg(id, ',' ORDER BY id) FROM deliveries"))
          .isEqualTo(old + ',' + ahead);
      assertThat(one(database, "SELECT delivery_id FROM delivery_attempts")).isEqualTo(old);
      List<Span> spans = database.read(tx -> database.spans().of(tx, "deliveries"));
      assertThat(spans.getFirst().from()).isEmpty();
      assertThat(spans.getFirst().to()).isGreaterThan(ahead);
      assertThat(spans).hasSizeGreaterThan(2);
    }
  }

  @Test
  void whatIsMadeInTheRestOfTheWeekFindsItsPlaceThere() throws SQLException {
    try (Connection older = DriverManager.getConnection(url)) {
      write(older.prepareStatement(INSERT), id(now.minus(Duration.ofDays(300))));
    }

    try (Database database = PostgresDatabase.open(url, false, TestStore.OPTIONS)) {
      List<Span> spans = database.read(tx -> database.spans().of(tx, "deliveries"));
      assertThat(spans).hasSize(6);
      assertThat(spans.getFirst().to()).isBetween(id(now), id(now.plus(Duration.ofDays(7))));
    }
  }

  @Test
  void aGatewayOfTheOlderVersionWorksOn() throws SQLException {
    try (Connection older = DriverManager.getConnection(url + "&prepareThreshold=1");
        PreparedStatement insert = older.prepareStatement(INSERT);
        PreparedStatement attempt = older.prepareStatement(ATTEMPT)) {
      write(insert, id(now));
      write(attempt, id(now));

      PostgresDatabase.open(url, false, TestStore.OPTIONS).close();
      write(insert, id(now.plusMillis(1)), id(now.plus(Duration.ofDays(365))));
      write(attempt, id(now.plusMillis(1)), id(now.plus(Duration.ofDays(365))));
    }

    try (Database database = PostgresDatabase.open(url, false, TestStore.OPTIONS)) {
      assertThat(one(database, "SELECT COUNT(*) FROM deliveries")).isEqualTo("3");
      assertThat(one(database, "SELECT COUNT(*) FROM delivery_attempts")).isEqualTo("3");
    }
  }

  @Test
  void everyIndexOfTheFirstSpanIsOneOfTheWholeTables() throws SQLException {
    try (Connection older = DriverManager.getConnection(url)) {
      write(older.prepareStatement(INSERT), id(now));
    }

    try (Database database = PostgresDatabase.open(url, false, TestStore.OPTIONS)) {
      assertThat(
              one(
                  database,
                  """
                  SELECT COUNT(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                  WHERE i.indrelid = CAST('deliveries_first' AS regclass) AND c.relispartition
                  """))
          .isEqualTo("11")
          .isEqualTo(
              one(
                  database,
                  "SELECT COUNT(*) FROM pg_indexes WHERE tablename = 'deliveries_first'"));
    }
  }

  private static void write(PreparedStatement statement, String... ids) throws SQLException {
    for (String id : ids) {
      statement.setString(1, id);
      statement.execute();
    }
  }

  private static String one(Database database, String sql) {
    return database.read(tx -> tx.query(sql).mapTo(String.class).one());
  }

  private static String id(Instant at) {
    return Ids.lowest("dlv", at);
  }
}
