package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code webhook_endpoints}, as bringing deliveries in line with it sees it. */
final class AlignmentStore {
  private static final String NEXT =
      """
      SELECT id, status, disabled_reason, aligned_to FROM webhook_endpoints
      WHERE aligned_to IS NOT NULL ORDER BY id LIMIT 1
      """;

  private static final String OF =
      """
      SELECT id, status, disabled_reason, aligned_to FROM webhook_endpoints
      WHERE aligned_to IS NOT NULL AND id = :id
      """;

  private static final String MOVE =
      "UPDATE webhook_endpoints SET aligned_to = :place WHERE id = :id";

  /** The first endpoint whose deliveries are not all in line. */
  Optional<Alignment> next(Tx tx) {
    return tx.query(NEXT).map(AlignmentStore::map).findOne();
  }

  Optional<Alignment> of(Tx tx, EndpointId id) {
    return tx.query(OF).bind("id", id.value()).map(AlignmentStore::map).findOne();
  }

  /**
   * @param place null when all are in line
   */
  void move(Tx tx, EndpointId id, @Nullable String place) {
    tx.update(MOVE).bind("place", place).bind("id", id.value()).execute();
  }

  private static Alignment map(ResultSet row, StatementContext context) throws SQLException {
    return new Alignment(
        new EndpointId(row.getString("id")),
        EndpointStatus.of(row.getString("status")),
        row.getString("disabled_reason"),
        row.getString("aligned_to"));
  }
}
