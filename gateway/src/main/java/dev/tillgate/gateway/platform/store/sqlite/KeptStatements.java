package dev.tillgate.gateway.platform.store.sqlite;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Prepares each statement of a connection once: SQLite's driver keeps none, and compiling the SQL
 * takes longer than running most of it. One that is in use is nobody else's. For a connection that
 * one thread uses.
 */
final class KeptStatements implements StatementBuilder {
  /** More than the gateway has; what is built from pieces must not pile up without end. */
  static final int MOST = 512;

  private final StatementBuilder fresh = new DefaultStatementBuilder();
  private final SequencedMap<String, PreparedStatement> idle = new LinkedHashMap<>();

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    return fresh.create(connection, context);
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    return kept == null ? fresh.create(connection, sql, context) : kept;
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return fresh.createCall(connection, sql, context);
  }

  @Override
  public void close(Connection connection, String sql, Statement statement) throws SQLException {
    if (statement instanceof PreparedStatement prepared && !idle.containsKey(sql)) {
      prepared.clearBatch();
      prepared.clearParameters();
      idle.put(sql, prepared);
      if (idle.size() > MOST) {
        idle.pollFirstEntry().getValue().close();
      }
    } else if (statement != null) {
      statement.close();
    }
  }

  @Override
  public void close(Connection connection) {
    // Its statements end with it.
    idle.clear();
  }
}
