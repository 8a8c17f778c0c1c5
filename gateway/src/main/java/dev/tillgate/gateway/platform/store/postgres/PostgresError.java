package dev.tillgate.gateway.platform.store.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failure means for the transaction it happened in, by its SQLSTATE. */
enum PostgresError {
  /** Only this work is wrong; its caller is told. */
  STATEMENT,
  /** Another transaction was in the way; the same work may pass when it runs again. */
  CONFLICT,
  /** The server cannot take it now: out of disk, of connections, of time. */
  REFUSED,
  /** The connection is gone: nothing was committed, unless the commit had been sent. */
  LOST;

  // PostgreSQL's manual, appendix A. A unique violation may be a reader's misfortune: what it
  // looked for and did not see was committed before it wrote the same. What the driver prepared is
  // void (0A000, 26000) once a newer gateway has added a column; it prepares it anew.
  private static final Set<String> CONFLICTS =
      Set.of("40001", "40P01", "23505", "55P03", "0A000", "26000");
  private static final Set<String> SHUTDOWNS = Set.of("57P01", "57P02", "57P03", "25P03", "25P04");
  private static final String CANCELED = "57014";

  static PostgresError of(@Nullable Throwable failure) {
    if (isWithoutConnection(failure)) {
      return LOST;
    }
    String state = stateOf(failure);
    if (CONFLICTS.contains(state)) {
      return CONFLICT;
    }
    if (SHUTDOWNS.contains(state) || state.startsWith("08")) {
      return LOST;
    }
    return state.equals(CANCELED) || state.startsWith("53") ? REFUSED : STATEMENT;
  }

  /** The pool's word for it, which has a state only when the driver has said why before. */
  private static boolean isWithoutConnection(@Nullable Throwable failure) {
    return failure instanceof ConnectionException
        && failure.getCause() instanceof SQLTransientConnectionException;
  }

  private static String stateOf(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }
}
