package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
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
  void oneInUseIsNobodyElses() throws SQLException {
    PreparedStatement first = create(SQL);
    PreparedStatement second = create(SQL);
    assertThat(second).isNotSameAs(first);

    statements.close(handle.getConnection(), SQL, first);
    statements.close(handle.getConnection(), SQL, second);

    assertThat(second.isClosed()).as("one is enough").isTrue();
  }

  @Test
  void whatWasBoundBeforeIsGone() throws SQLException {
    PreparedStatement first = create(SQL);
    first.setString(1, "secret");
    statements.close(handle.getConnection(), SQL, first);

    try (var row = create(SQL).executeQuery()) {
      assertThat(row.getString(1)).isNull();
    }
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

  private PreparedStatement create(String sql) throws SQLException {
    StatementContext context = handle.createQuery("SELECT 1").getContext();
    return statements.create(handle.getConnection(), sql, context);
  }
}
