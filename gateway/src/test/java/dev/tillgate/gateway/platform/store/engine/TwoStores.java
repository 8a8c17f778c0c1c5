package dev.tillgate.gateway.platform.store.engine;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.transfer.Moved;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A store in a directory, and a database that it is moved to, as a gateway left it that had nothing
 * to do.
 */
record TwoStores(Path directory, AtomicReference<String> database) {
  /** A new store; the database is made when it is first needed. */
  static TwoStores in(Path directory) {
    TwoStores stores = new TwoStores(directory, new AtomicReference<>());
    stores.open().close();
    return stores;
  }

  StorePlace old() {
    return StorePlace.in(directory);
  }

  StorePlace target(boolean unsafe) {
    return StorePlace.at(url(), unsafe);
  }

  /** Opens the old one as a gateway does. */
  Database open() {
    return Stores.open(old(), TestStore.OPTIONS);
  }

  Move between() {
    return Move.between(old(), target(false));
  }

  List<Moved> move() {
    try (Move move = between()) {
      return move.run();
    }
  }

  /** Changes the old store beside whoever holds it. */
  void here(String... statements) {
    execute("jdbc:sqlite:" + directory.resolve("tillgate.db"), statements);
  }

  /** Changes the database. */
  void change(String... statements) {
    execute(url(), statements);
  }

  /** The first column of what the query finds in the database. */
  List<String> there(String query) {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }

  private String url() {
    if (database.get() == null) {
      database.set(TestPostgres.migratedDatabase());
    }
    return database.get();
  }

  private static void execute(String url, String... statements) {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
