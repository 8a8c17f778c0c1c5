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
