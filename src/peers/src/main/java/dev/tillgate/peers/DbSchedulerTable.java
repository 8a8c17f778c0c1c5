package dev.tillgate.peers;

import dev.tillgate.system.bench.peer.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The table that db-scheduler asks its user to make. */
final class DbSchedulerTable {
  // As https://github.com/kagkarlsson/db-scheduler has it for each database.
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS scheduled_tasks (
        task_name            %1$s NOT NULL,
        task_instance        %1$s NOT NULL,
        task_data            %2$s,
        execution_time       %3$s,
        picked               %4$s NOT NULL,
        picked_by            %1$s,
        last_success         %3$s,
        last_failure         %3$s,
        consecutive_failures INT,
        last_heartbeat       %3$s,
        version              BIGINT NOT NULL,
        priority             SMALLINT,
        PRIMARY KEY (task_name, task_instance))\
      """;

  private DbSchedulerTable() {}

  /** Makes it unless it is there. */
  static void ensure(DataSource pool, Engine engine) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(table(engine));
      index(statement, "execution_time");
      index(statement, "last_heartbeat");
      index(statement, "priority DESC, execution_time");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String table(Engine engine) {
    return switch (engine) {
      case SQLITE -> TABLE.formatted("VARCHAR(100)", "BLOB", "TIMESTAMP", "BIT");
      case POSTGRESQL -> TABLE.formatted("TEXT", "BYTEA", "TIMESTAMP WITH TIME ZONE", "BOOLEAN");
    };
  }

  private static void index(Statement statement, String columns) throws SQLException {
    String name = columns.replaceAll("\\W+", "_");
    statement.execute(
        "CREATE INDEX IF NOT EXISTS by_%s ON scheduled_tasks (%s)".formatted(name, columns));
  }
}
