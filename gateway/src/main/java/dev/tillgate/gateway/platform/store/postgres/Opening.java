package dev.tillgate.gateway.platform.store.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * What a transaction asks for first, in one round trip.
 *
 * @param transactionId by which the server can say later what became of it
 * @param revisions each with its name, as they are when it begins
 */
record Opening(String transactionId, Map<String, Long> revisions) {
  private static final String ASK =
      """
      SELECT pg_current_xact_id()::text AS id,
        (SELECT string_agg(name || ' ' || value, ',') FROM revisions) AS revisions
      """;

  static Opening of(Handle handle) {
    return handle.createQuery(ASK).map(Opening::map).one();
  }

  private static Opening map(ResultSet row, StatementContext context) throws SQLException {
    Map<String, Long> revisions = new HashMap<>();
    for (String each : row.getString("revisions").split(",", -1)) {
      int space = each.indexOf(' ');
      revisions.put(each.substring(0, space), Long.valueOf(each.substring(space + 1)));
    }
    return new Opening(row.getString("id"), revisions);
  }
}
