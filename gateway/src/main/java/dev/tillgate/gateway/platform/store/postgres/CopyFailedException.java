package dev.tillgate.gateway.platform.store.postgres;

import java.sql.SQLException;

/** The server did not take a table's rows. */
final class CopyFailedException extends RuntimeException {
  private final String table;

  CopyFailedException(String table, SQLException cause) {
    super(cause.getMessage(), cause);
    this.table = table;
  }

  String table() {
    return table;
  }
}
