package dev.tillgate.gateway.platform.store.sqlite;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreStatement;

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

  // By what it was prepared from: Jdbi gives one back with its names, for which it has ? here.
  private final IdentityHashMap<Statement, String> inUse = new IdentityHashMap<>();

  @Override
  public Statement create(Connection connection, StatementContext context) throws SQLException {
    return fresh.create(connection, context);
  }

  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement given = kept == null ? fresh.create(connection, sql, context) : kept;
    inUse.put(given, sql);
    return given;
  }

  @Override
  public CallableStatement createCall(Connection connection, String sql, StatementContext context)
      throws SQLException {
    return fresh.createCall(connection, sql, context);
  }

  @Override
  public void close(Connection connection, String named, @Nullable Statement statement)
      throws SQLException {
    String sql = inUse.remove(statement);
    if (statement instanceof PreparedStatement prepared && sql != null && isKept(sql, prepared)) {
      // Not its parameters: Jdbi binds each anew, and clearing makes SQLite compile it again.
      prepared.clearBatch();
      keep(sql, prepared);
    } else if (statement != null) {
      statement.close();
    }
  }

  private void keep(String sql, PreparedStatement prepared) throws SQLException {
    PreparedStatement other = idle.put(sql, prepared);
    if (other != null) {
      other.close();
    } else if (idle.size() > MOST) {
      idle.pollFirstEntry().getValue().close();
    }
  }

  /**
   * A pragma may do its work when it ends, and {@code incremental_vacuum} does. What met a full
   * disk or worse the driver has ended by itself, and still calls open.
   */
  private static boolean isKept(String sql, PreparedStatement statement) {
    return !sql.startsWith("PRAGMA")
        && statement instanceof CoreStatement driven
        && !driven.pointer.isClosed();
  }

  @Override
  public void close(Connection connection) {
    // Its statements end with it.
    idle.clear();
    inUse.clear();
  }
}
