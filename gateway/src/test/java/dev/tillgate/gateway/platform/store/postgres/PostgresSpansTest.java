package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.DeliveryRows;
import dev.tillgate.gateway.platform.store.Spans.Span;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deliveries lie in partitions of a week, made before they are needed. */
@Timeout(60)
class PostgresSpansTest {
  private static final int WEEKS = 6;
  private static final Duration WEEK = Duration.ofDays(7);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
  private static final List<String> TABLES = List.of("deliveries", "delivery_attempts");

  private final String url = TestPostgres.freshDatabase();
  private Database database;
  private Instant monday;

  @BeforeEach
  void open() {
    database = PostgresDatabase.open(url, false, TestStore.OPTIONS);
    monday = mondayOf(Instant.ofEpochMilli(Long.parseLong(one("SELECT now_ms FROM store_clock"))));
    DeliveryRows.endpointAndEvent(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void thisWeeksAndTheNextOnesAreThereAtTheStart() {
    List<Span> weeks = IntStream.range(0, WEEKS).mapToObj(this::week).toList();

    assertThat(spans("deliveries")).isEqualTo(weeks);
    assertThat(spans("delivery_attempts")).isEqualTo(weeks);
  }

  @Test
  void aDeliveryAndItsAttemptsLieInTheSpanOfTheirWeek() {
    DeliveryRows.delivered(database, lowest(2));
    DeliveryRows.delivered(database, lowest(3));

    String later = DAY.format(monday.plus(WEEK.multipliedBy(2)));
    String last = DAY.format(monday.plus(WEEK.multipliedBy(3)));
    assertThat(tables("deliveries")).isEqualTo("deliveries_" + later + ",deliveries_" + last);
    assertThat(tables("delivery_attempts"))
        .isEqualTo("delivery_attempts_" + later + ",delivery_attempts_" + last);
  }

  @Test
  void whatNoSpanCoversHasItsPlaceToo() {
    DeliveryRows.delivered(database, lowest(-1));
    DeliveryRows.delivered(database, lowest(WEEKS));

    assertThat(tables("deliveries")).isEqualTo("deliveries_other");
    assertThat(tables("delivery_attempts")).isEqualTo("delivery_attempts_other");
  }

  @Test
  void aSpanThatIsMissingIsMadeAtTheNextLook() {
    PostgresSpans spans = new PostgresSpans(database);
    drop(5);

    spans.makeAhead();

    assertThat(spans("deliveries")).hasSize(WEEKS).contains(week(5));
  }

  @Test
  void aStartMakesWhatIsMissingToo() {
    drop(5);

    PostgresDatabase.open(url, false, TestStore.OPTIONS).close();

    assertThat(spans("deliveries")).hasSize(WEEKS);
  }

  @Test
  void theNextLookIsNotSoon() {
    PostgresSpans spans = new PostgresSpans(database);
    spans.makeAhead();
    drop(5);

    spans.makeAhead();

    assertThat(spans("deliveries")).hasSize(WEEKS - 1);
  }

  @Test
  void aWeekWhoseRowsLieElsewhereStaysThereAndTheOthersAreMade() {
    drop(4);
    drop(5);
    DeliveryRows.delivered(database, lowest(4));

    new PostgresSpans(database).makeAhead();

    assertThat(spans("deliveries")).hasSize(WEEKS - 1).contains(week(5));
    assertThat(tables("deliveries")).isEqualTo("deliveries_other");
    assertThat(one("SELECT COUNT(*) FROM delivery_attempts")).isEqualTo("1");
  }

  @Test
  void whoeverReadsForLongIsNotInterruptedAndNobodyWaitsForIt() throws SQLException {
    drop(5);
    try (Connection reader = DriverManager.getConnection(url);
        Connection patient = DriverManager.getConnection(url)) { // It has no lock_timeout.
      reader.setAutoCommit(false);
      execute(reader, "SELECT COUNT(*) FROM deliveries");
      execute(patient, "SET statement_timeout = '20s'");

      execute(patient, "SELECT make_spans()");
      execute(patient, "SELECT take_span(ARRAY['deliveries'], '" + lowest(0) + "')");
      assertThat(spans("deliveries")).hasSize(WEEKS - 1);
    }

    new PostgresSpans(database).makeAhead();
    assertThat(spans("deliveries")).hasSize(WEEKS);
  }

  @Test
  void severalNodesMakeThemAtOnce() {
    IntStream.range(0, WEEKS).forEach(this::drop);
    try (Database other = PostgresDatabase.open(url, false, TestStore.OPTIONS)) {
      IntStream.range(0, WEEKS).forEach(this::drop);

      CompletableFuture.allOf(
              Stream.of(database, other)
                  .map(
                      node -> CompletableFuture.runAsync(() -> new PostgresSpans(node).makeAhead()))
                  .toArray(CompletableFuture[]::new))
          .join();

      assertThat(spans("deliveries")).hasSize(WEEKS);
      assertThat(spans("delivery_attempts")).hasSize(WEEKS);
    }
  }

  @Test
  void aSpanThatAnotherNodeDroppedIsNotTaken() {
    Span gone = week(2);
    drop(2);

    assertThat(database.<Boolean>write(tx -> database.spans().take(tx, gone, TABLES))).isFalse();
    assertThat(database.<Boolean>write(tx -> database.spans().take(tx, week(3), TABLES))).isTrue();
  }

  @Test
  void aGatewayThatMayMakeNoTablesDoesWithoutSpans() throws SQLException {
    drop(5);
    try (Connection owner = DriverManager.getConnection(url)) {
      execute(owner, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
      execute(
          owner,
          "DO $$ BEGIN CREATE ROLE tillgate_clerk LOGIN PASSWORD 'clerk'; EXCEPTION WHEN"
              + " duplicate_object THEN NULL; END $$");
      execute(owner, "GRANT ALL ON ALL TABLES IN SCHEMA public TO tillgate_clerk");
    }

    String clerks = url.replaceAll("user=[^&]*", "user=tillgate_clerk") + "&password=clerk";
    PostgresDatabase.open(clerks, false, TestStore.OPTIONS).close();

    assertThat(spans("deliveries")).hasSize(WEEKS - 1);
  }

  private void drop(int week) {
    database.change(tx -> {
      if (database.spans().take(tx, week(week), TABLES)) {
        database.spans().drop(tx, week(week), TABLES);
      }
    });
  }

  private List<Span> spans(String table) {
    return database.read(tx -> database.spans().of(tx, table));
  }

  /** Where the table's rows lie. */
  private String tables(String whole) {
    return one(
        "SELECT string_agg(DISTINCT CAST(CAST(tableoid AS regclass) AS text), ',') FROM " + whole);
  }

  private String one(String sql) {
    return database.read(tx -> tx.query(sql).mapTo(String.class).one());
  }

  private Span week(int number) {
    return new Span(lowest(number), lowest(number + 1));
  }

  private String lowest(int week) {
    return Ids.lowest("dlv", monday.plus(WEEK.multipliedBy(week)));
  }

  private static Instant mondayOf(Instant at) {
    return at.atOffset(ZoneOffset.UTC)
        .toLocalDate()
        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
