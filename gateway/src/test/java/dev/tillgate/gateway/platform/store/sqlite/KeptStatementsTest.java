package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStatementsTest {
  private static final String SQL = "SELECT ?";

  private final KeptStatements statements = new KeptStatements();
  @TempDir private Path directory;
  private Handle handle;

  @BeforeEach
  void open() {
    handle =
        Jdbi.create("jdbc:sqlite:" + directory.resolve("kept.db"))
            .setStatementBuilderFactory(unused -> statements)
            .open();
  }

  @AfterEach
  void close() {
    handle.close();
  }

  @Test
  void aStatementThatWasUsedIsUsedAgain() throws SQLException {
    PreparedStatement first = create(SQL);
    statements.close(handle.getConnection(), SQL, first);

    assertThat(create(SQL)).isSameAs(first);
  }

  @Test
  void oneWithNamesIsUsedAgainToo() {
    Set<Statement> used = Collections.newSetFromMap(new IdentityHashMap<>());
    for (String name : List.of("Ada", "Grace")) {
      String heard =
          handle
              .createQuery("SELECT :name")
              .bind("name", name)
              .addCustomizer(seen(used))
              .mapTo(String.class)
              .one();
      assertThat(heard).isEqualTo(name);
    }

    assertThat(used).hasSize(1);
  }

  @Test
  void whatWasBoundBeforeIsNeverUsedAgain() {
    assertThat(heard("SELECT :name", "Ada")).isEqualTo("Ada");

    assertThatThrownBy(() -> handle.createQuery("SELECT :name").mapTo(String.class).one())
        .hasMessageContaining("Missing named parameter");
  }

  @Test
  void aPragmaIsNotKept() throws SQLException {
    PreparedStatement pragma = create("PRAGMA freelist_count");
    statements.close(handle.getConnection(), "PRAGMA freelist_count", pragma);

    assertThat(pragma.isClosed()).isTrue();
  }

  @Test
  void oneInUseIsNobodyElses() throws SQLException {
    PreparedStatement first = create(SQL);
    PreparedStatement second = create(SQL);
    assertThat(second).isNotSameAs(first);

    statements.close(handle.getConnection(), SQL, first);
    statements.close(handle.getConnection(), SQL, second);

    assertThat(first.isClosed()).as("one is enough").isTrue();
  }

  @Test
  void oneThatFailedCanBeRunAgain() {
    handle.execute("CREATE TABLE notes (text TEXT NOT NULL UNIQUE)");
    note("a");

    assertThatThrownBy(() -> note("a")).hasMessageContaining("UNIQUE");

    assertThat(note("b")).isEqualTo(1);
  }

  @Test
  void oneThatFoundTheDiskFullCanBeRunAgain() {
    handle.execute("CREATE TABLE notes (text TEXT NOT NULL)");
    handle.createQuery("PRAGMA max_page_count = 3").mapTo(Long.class).one();

    assertThatThrownBy(() -> note("x".repeat(100_000))).hasMessageContaining("full");
    handle.createQuery("PRAGMA max_page_count = 1000").mapTo(Long.class).one();

    assertThat(note("b")).isEqualTo(1);
  }

  @Test
  void whatWasAddedToABatchAndNotRunIsGone() throws SQLException {
    handle.execute("CREATE TABLE notes (text TEXT)");
    String insert = "INSERT INTO notes VALUES (?)";
    PreparedStatement first = create(insert);
    first.setString(1, "left");
    first.addBatch();
    statements.close(handle.getConnection(), insert, first);

    PreparedStatement again = create(insert);
    again.setString(1, "right");
    again.addBatch();

    assertThat(again.executeBatch()).hasSize(1);
  }

  @Test
  void aQueryOfWhichNotAllWasReadHoldsNothingUp() {
    handle.execute("CREATE TABLE notes (text TEXT)");
    handle.execute("INSERT INTO notes VALUES ('one'), ('two')");
    String query = "SELECT text FROM notes ORDER BY text";
    assertThat(handle.createQuery(query).mapTo(String.class).findFirst()).contains("one");

    handle.execute("DROP TABLE notes");
    handle.execute("CREATE TABLE notes (text TEXT)");

    assertThat(handle.createQuery(query).mapTo(String.class).findFirst()).isEmpty();
  }

  @Test
  void theOneThatWasIdleForLongestGoesWhenThereAreTooMany() throws SQLException {
    PreparedStatement oldest = create(SQL);
    statements.close(handle.getConnection(), SQL, oldest);
    for (int i = 0; i < KeptStatements.MOST; i++) {
      String other = "SELECT " + i;
      statements.close(handle.getConnection(), other, create(other));
    }

    assertThat(oldest.isClosed()).isTrue();
  }

  private int note(String text) {
    return handle.createUpdate("INSERT INTO notes VALUES (:text)").bind("text", text).execute();
  }

  private String heard(String sql, String name) {
    return handle.createQuery(sql).bind("name", name).mapTo(String.class).one();
  }

  private static StatementCustomizer seen(Set<Statement> used) {
    return new StatementCustomizer() {
      @Override
      public void beforeExecution(PreparedStatement statement, StatementContext context) {
        used.add(statement);
      }
    };
  }

  private PreparedStatement create(String sql) throws SQLException {
    StatementContext context = handle.createQuery("SELECT 1").getContext();
    return statements.create(handle.getConnection(), sql, context);
  }
}
