package dev.tillgate.mockpsp.store;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store with events in it, whatever its engine. */
public abstract class StoredEvents {
  static final Table EVENTS = Table.of("events", "type");

  Database database;

  protected abstract Database open() throws Exception;

  @BeforeEach
  void openOne() throws Exception {
    database = open();
  }

  @AfterEach
  void close() {
    database.close();
  }

  protected static void addEvent(Tx tx, String id, String type, long created) {
    tx.insert(EVENTS, Row.of(id, created, Map.of("type", type), "{\"id\":\"" + id + "\"}"));
  }

  protected static List<String> events(Database database, Query query) {
    return database.write(tx -> tx.select(EVENTS, query).stream().map(Row::id).toList());
  }

  void addEvents(String... ids) {
    database.run(tx -> {
      for (int i = 0; i < ids.length; i++) {
        addEvent(tx, ids[i], ids[i] + ".happened", 1000 + i);
      }
    });
  }

  List<String> events(Filter... filters) {
    return events(database, Query.all(List.of(filters)));
  }
}
