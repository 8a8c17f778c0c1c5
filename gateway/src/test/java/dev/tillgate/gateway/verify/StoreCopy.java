package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.platform.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A copy of a store, to be broken: nothing its tables forbid is forbidden here. */
public record StoreCopy(Path directory) {

  /** Copies the store of one directory into another. */
  public static StoreCopy of(Path store, Path directory) {
    try (Stream<Path> files = Files.list(store)) {
      for (Path file :
          files
              .filter(found -> found.getFileName().toString().startsWith("tillgate.db"))
              .toList()) {
        Files.copy(file, directory.resolve(file.getFileName()));
      }
      return new StoreCopy(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a change no gateway would make; returns how many rows the last statement changed. */
  public int change(String... statements) {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA ignore_check_constraints = ON");
      int changed = 0;
      for (String sql : statements) {
        changed = statement.executeUpdate(sql);
      }
      return changed;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The statements that take a table's constraints away, and then those given. */
  static String[] without(String table, String... then) {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE TABLE bare AS SELECT * FROM " + table);
    statements.add("DROP TABLE " + table);
    statements.add("ALTER TABLE bare RENAME TO " + table);
    statements.addAll(List.of(then));
    return statements.toArray(String[]::new);
  }

  /** What the provider must have, were it in agreement: an intent for each that was bound. */
  List<ProviderIntent> agreedIntents() {
    String sql =
        """
        SELECT p.provider_payment_id, p.order_id, p.id,
          iif(p.status IN ('succeeded', 'refund_pending'), p.amount, 0) - COALESCE(SUM(r.amount), 0),
          json_group_array(json_object('id', r.provider_refund_id, 'amount', r.amount,
            'status', r.status)) FILTER (WHERE r.id IS NOT NULL)
        FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id
        WHERE p.provider_payment_id IS NOT NULL GROUP BY p.id ORDER BY p.id
        """;
    List<ProviderIntent> intents = new ArrayList<>();
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        intents.add(
            new ProviderIntent(
                rows.getString(1),
                Optional.of(rows.getString(2)),
                Optional.of(rows.getString(3)),
                rows.getLong(4),
                refunds(rows.getString(5))));
      }
      return intents;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static List<ProviderIntent.Returned> refunds(String json) {
    List<ProviderIntent.Returned> refunds = new ArrayList<>();
    Json.parse(json)
        .forEach(one ->
            refunds.add(
                new ProviderIntent.Returned(
                    one.get("id").asString(),
                    one.get("amount").asLong(),
                    one.get("status").asString())));
    return refunds;
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("tillgate.db"));
  }
}
