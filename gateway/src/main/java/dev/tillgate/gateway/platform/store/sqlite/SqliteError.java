package dev.tillgate.gateway.platform.store.sqlite;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What a SQLite failure means for the group of work it happened in. */
enum SqliteError {
  /** Only the statement failed; the transaction stands. */
  STATEMENT,
  /** SQLite rolled the whole transaction back by itself; nothing of it is on disk. */
  GROUP_OVER,
  /** Someone else holds the file's lock; nothing was begun. */
  BUSY,
  /** The file cannot be trusted or the write's outcome is unknown. */
  FATAL;

  // SQLite's manual, "Response To Errors Within A Transaction": these may roll back by themselves.
  private static final Set<Integer> GROUP_OVER_CODES =
      codes(
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_NOMEM,
          SQLiteErrorCode.SQLITE_INTERRUPT);
  private static final Set<Integer> FATAL_CODES =
      codes(
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_CORRUPT,
          SQLiteErrorCode.SQLITE_NOTADB);
  private static final Set<Integer> BUSY_CODES =
      codes(SQLiteErrorCode.SQLITE_BUSY, SQLiteErrorCode.SQLITE_LOCKED);

  // The low byte is the primary code; the rest says which call it was.
  private static final int PRIMARY = 0xff;

  /**
   * Classifies by the first SQLite error among the causes; anything else is the statement's own.
   */
  static SqliteError of(@Nullable Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLiteException sqlite) {
        return ofCode(sqlite.getResultCode().code & PRIMARY);
      }
    }
    return STATEMENT;
  }

  private static SqliteError ofCode(int code) {
    if (GROUP_OVER_CODES.contains(code)) {
      return GROUP_OVER;
    }
    if (FATAL_CODES.contains(code)) {
      return FATAL;
    }
    return BUSY_CODES.contains(code) ? BUSY : STATEMENT;
  }

  private static Set<Integer> codes(SQLiteErrorCode... codes) {
    return Set.copyOf(Arrays.stream(codes).map(code -> code.code).toList());
  }
}
