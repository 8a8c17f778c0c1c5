package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.DatabaseContract;
import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The promises of a store on PostgreSQL, and what only this engine does. */
class PostgresDatabaseTest extends DatabaseContract {
  private static final StoreOptions OPTIONS =
      new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE);

  private final String url = TestPostgres.freshDatabase();

  @Override
  protected Database open(StoreOptions options) {
    return PostgresDatabase.open(url, true, options);
  }

  @Override
  protected Connection anotherProgram() throws SQLException {
    return DriverManager.getConnection(url);
  }

  @Override
  protected int writers() {
    return PostgresDatabase.WRITERS;
  }

  @Test
  void whatWasReadBeforeTheConnectionBrokeIsRead() {
    Database database = open(OPTIONS);

    int read =
        database.<Integer>read(tx -> {
          int backend = tx.query("SELECT pg_backend_pid()").mapTo(Integer.class).one();
          terminate(backend);
          return backend;
        });

    assertThat(read).isPositive();
  }

  @Test
  void aRevisionIsWhatItIsWhenItIsAskedForNotWhenTheTransactionBegan() {
    try (Database database = open(OPTIONS)) {
      Revision revision = database.revision("webhook_endpoints");
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch changed = new CountDownLatch(1);
      CompletableFuture<Long> seen =
          database.submit(tx -> {
            begun.countDown();
            await(changed);
            return revision.read(tx);
          });
      await(begun);
      long now = database.write(revision::advance);
      changed.countDown();

      assertThat(seen.join()).isEqualTo(now);
    }
  }

  @Test
  void aProcessThatIsStoppedLosesItsLocksBeforeThoseWhoWaitForThemGiveUp() {
    try (Database database = open(OPTIONS)) {
      int millisToSpare =
          database.write(tx ->
              milliseconds(tx, "lock_timeout")
                  - milliseconds(tx, "idle_in_transaction_session_timeout"));

      assertThat(millisToSpare).isPositive();
    }
  }

  private static int milliseconds(Tx tx, String setting) {
    return tx.query("SELECT setting FROM pg_settings WHERE name = :name")
        .bind("name", setting)
        .mapTo(Integer.class)
        .one();
  }

  @Test
  void writesArePlannedOnceAndReadsAsTheirFiltersAre() {
    try (Database database = open(OPTIONS)) {
      assertThat(database.write(PostgresDatabaseTest::planning)).isEqualTo("force_generic_plan");
      assertThat(database.read(PostgresDatabaseTest::planning)).isEqualTo("auto");
      assertThat(database.write(PostgresDatabaseTest::planning)).isEqualTo("force_generic_plan");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String planning(Tx tx) {
    return tx.query("SHOW plan_cache_mode").mapTo(String.class).one();
  }

  private void terminate(int backend) {
    try (Connection operator = anotherProgram()) {
      operator.createStatement().execute("SELECT pg_terminate_backend(" + backend + ", 5000)");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName(
      "FLT-P06 all writers blocked and their queue full: refused at once, callbacks get through")
  void whenAllWritersAreBlockedCallbacksGetThrough() throws SQLException, InterruptedException {
    Database database = open(OPTIONS);
    database.change(tx -> tx.update("CREATE TABLE shelf (sku TEXT NOT NULL)").execute());
    try (Connection foreign = anotherProgram()) {
      foreign.setAutoCommit(false);
      foreign.createStatement().execute("LOCK TABLE shelf IN EXCLUSIVE MODE");
      CountDownLatch begun = new CountDownLatch(writers());
      List<CompletableFuture<Integer>> blocked =
          new ArrayList<>(submit(database, writers(), begun));
      begun.await(); // From here on there is room in the queue and nowhere else.
      blocked.addAll(submit(database, OPTIONS.queueBound(), begun));

      assertThatThrownBy(() -> database.write(PostgresDatabaseTest::insert))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("full");
      assertThat(database.forCallbacks().<Integer>write(tx -> 1)).isEqualTo(1);
      assertThat(blocked).noneMatch(CompletableFuture::isDone);

      foreign.rollback();
      assertThat(blocked).allSatisfy(unit -> assertThat(unit.join()).isEqualTo(1));
    }
    assertThat(database.<Integer>write(PostgresDatabaseTest::insert)).isEqualTo(1);
    database.close();
  }

  @Test
  @DisplayName("FLT-P06 whoever only waits behind blocked writers is refused after ten seconds")
  void whoeverOnlyWaitsIsRefused() {
    Database database = open(OPTIONS);
    CompletableFuture<Integer> key = new CompletableFuture<>();
    List<CompletableFuture<Integer>> blocked =
        Stream.generate(() -> database.submit(tx -> key.join()))
            .limit(PostgresDatabase.WRITERS)
            .toList();

    assertThatThrownBy(() -> database.write(tx -> 1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("stuck");

    key.complete(1);
    assertThat(blocked).allSatisfy(unit -> assertThat(unit.join()).isEqualTo(1));
    database.close();
  }

  @Test
  @DisplayName("FLT-P07 what was prepared before another gateway added a column runs all the same")
  void aColumnThatIsAddedMeanwhileHarmsNobody() throws SQLException {
    Database database = open(OPTIONS);
    database.change(tx -> tx.update("CREATE TABLE shelf (sku TEXT NOT NULL)").execute());
    for (int i = 0; i < 100; i++) { // The server prepares on each connection what came often.
      List<String> unused = database.read(PostgresDatabaseTest::shelf);
      unused = database.write(PostgresDatabaseTest::shelf);
    }

    execute(url, "ALTER TABLE shelf ADD COLUMN place TEXT");

    for (int i = 0; i < 20; i++) {
      assertThat(database.<List<String>>read(PostgresDatabaseTest::shelf)).isEmpty();
      assertThat(database.<List<String>>write(PostgresDatabaseTest::shelf)).isEmpty();
    }
    database.close();
  }

  @Test
  @DisplayName("FLT-P08 a server that may lose what it answered is refused unless --unsafe")
  void aServerThatMayLoseWhatItAnsweredIsRefusedUnlessUnsafe() throws SQLException {
    String careful = TestPostgres.freshDatabase();
    PostgresDatabase.open(careful, false, OPTIONS).close();
    execute(careful, "ALTER DATABASE " + name(careful) + " SET synchronous_commit = off");

    assertThatThrownBy(() -> PostgresDatabase.open(careful, false, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("synchronous_commit = off")
        .hasMessageContaining("--unsafe");
    PostgresDatabase.open(careful, true, OPTIONS).close();
  }

  @Test
  @DisplayName("FLT-P08 a server without fsync is refused unless --unsafe")
  void aServerWithoutFsyncIsRefusedUnlessUnsafe() throws IOException {
    try (EmbeddedPostgres careless = EmbeddedPostgres.builder().start()) {
      String there = careless.getJdbcUrl("postgres", "postgres");
      assertThatThrownBy(() -> PostgresDatabase.open(there, false, OPTIONS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("fsync = off");
      PostgresDatabase.open(there, true, OPTIONS).close();
    }
  }

  @Test
  void theMissingRightIsNamed() throws SQLException {
    String shut = TestPostgres.freshDatabase();
    execute(shut, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    execute(
        shut,
        "DO $$ BEGIN CREATE ROLE tillgate_guest LOGIN PASSWORD 'guest'; EXCEPTION WHEN"
            + " duplicate_object THEN NULL; END $$");

    assertThatThrownBy(() ->
            PostgresDatabase.open(
                shut.replaceAll("user=[^&]*", "user=tillgate_guest") + "&password=guest",
                true,
                OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA public TO tillgate_guest");
  }

  @Test
  void aUrlOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> PostgresDatabase.open("jdbc:mysql://127.0.0.1/x", true, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql:");
  }

  @Test
  void aServerThatIsNotThereIsNamedWithoutThePassword() {
    assertThatThrownBy(() ->
            PostgresDatabase.open(
                "jdbc:postgresql://127.0.0.1:1/shop?user=u&password=hush", true, OPTIONS))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("127.0.0.1:1/shop")
        .hasMessageNotContaining("hush");
  }

  private static List<CompletableFuture<Integer>> submit(
      Database database, int units, CountDownLatch begun) {
    return Stream.generate(() ->
            database.submit(tx -> {
              begun.countDown();
              return insert(tx);
            }))
        .limit(units)
        .toList();
  }

  private static int insert(Tx tx) {
    return tx.update("INSERT INTO shelf VALUES ('tea')").execute();
  }

  private static List<String> shelf(Tx tx) {
    return tx.query("SELECT * FROM shelf").map((row, context) -> row.getString("sku")).list();
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String name(String url) {
    return url.replaceAll("[?].*", "").replaceAll(".*/", "");
  }
}
