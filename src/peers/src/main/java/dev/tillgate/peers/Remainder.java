package dev.tillgate.peers;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Asks, on a connection beside the peer's own, whether rows are left that are to be done. */
final class Remainder implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement query;

  /**
   * Asks about the rows of a store that is set up.
   *
   * @param rows what follows {@code FROM}
   */
  Remainder(StorePlace place, String rows) {
    try {
      connection = DriverManager.getConnection(Pools.url(place));
      query = connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM " + rows + ")");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isEmpty() {
    try (ResultSet answer = query.executeQuery()) {
      return answer.next() && !answer.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
