package dev.tillgate.system.stage;

import dev.tillgate.system.playground.Wiring;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The gateway's store, read from beside it: for what the API does not show. */
public record StoreFile(Wiring wiring) {

  /** The rows of the inbox, whatever became of them. */
  public int callbacks() {
    return count("SELECT count(*) FROM callbacks");
  }

  /** The events that said "paid" and are marked as applied. */
  public int successesApplied() {
    return count(
        "SELECT count(*) FROM callbacks"
            + " WHERE type = 'payment_intent.succeeded' AND status = 'processed'");
  }

  /** The orders that are confirmed. */
  public int confirmedOrders() {
    return count("SELECT count(*) FROM orders WHERE status = 'confirmed'");
  }

  private int count(String sql) {
    String url = "jdbc:sqlite:file:" + wiring.gatewayData().resolve("tillgate.db") + "?mode=ro";
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
