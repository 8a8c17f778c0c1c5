package dev.tillgate.mockpsp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine of the store holds to. */
public abstract class DatabaseContract {
  private static final Table EVENTS = Table.of("events", "type");
  private static final Table ENDPOINTS = Table.of("webhook_endpoints");
  private static final Table DELIVERIES =
      Table.of("deliveries", "attempts", "endpoint").orderedBy("due_at_ms");

  private Database database;

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

  private void addEvents(String... ids) {
    database.run(tx -> {
      for (int i = 0; i < ids.length; i++) {
        addEvent(tx, ids[i], ids[i] + ".happened", 1000 + i);
      }
    });
  }

  private List<String> events(Filter... filters) {
    return events(database, Query.all(List.of(filters)));
  }

  private Optional<Row> find(String id) {
    return database.write(tx -> tx.find(EVENTS, id));
  }

  private boolean retype(String id) {
    return database.write(tx -> tx.update(EVENTS, id, Map.of("type", "x"), null));
  }

  private boolean delete(String id) {
    return database.write(tx -> tx.delete(EVENTS, id));
  }

  @Test
  void whatThrowsIsUndoneAndTheOthersAreKept() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        String id = "n" + i;
        boolean bad = i % 2 == 0;
        threads.execute(() -> tryToAdd(id, bad));
      }
    }

    assertThat(events()).hasSize(100);
  }

  private void tryToAdd(String id, boolean bad) {
    try {
      database.run(tx -> {
        addEvent(tx, id, "type", 0);
        throwIf(bad);
      });
    } catch (IllegalArgumentException e) {
      assertThat(bad).isTrue();
    }
  }

  private static void throwIf(boolean bad) {
    if (bad) {
      throw new IllegalArgumentException("no");
    }
  }

  @Test
  void aUnitThatThrowsTakesEveryKindOfChangeBack() {
    addEvents("a", "b");

    assertThatThrownBy(() ->
            database.run(tx -> {
              tx.update(EVENTS, "a", Map.of("type", "other"), "{}");
              tx.delete(EVENTS, "b");
              addEvent(tx, "b", "again", 0);
              tx.update(EVENTS, "b", Map.of("type", "more"), null);
              tx.clear(EVENTS);
              addEvent(tx, "c", "new", 0);
              throwIf(true);
            }))
        .hasMessage("no");

    assertThat(events()).containsExactly("a", "b");
    assertThat(events(Filter.equal("type", "a.happened"))).containsExactly("a");
    assertThat(events(Filter.equal("type", "b.happened"))).containsExactly("b");
    assertThat(find("a").map(Row::body)).contains("{\"id\":\"a\"}");
  }

  @Test
  void aUnitInsideAUnitIsRefused() {
    assertThatThrownBy(() -> database.run(tx -> database.run(inner -> {})))
        .hasMessageContaining("inside");
  }

  @Test
  void aClosedStoreRefusesAndMayBeClosedAgain() {
    database.close();
    database.close();

    assertThatThrownBy(() -> database.run(tx -> {})).hasMessageContaining("closed");
  }

  @Test
  void anIdIsTakenOnce() {
    addEvents("a");

    assertThatThrownBy(() -> addEvents("b", "a")).isInstanceOf(RuntimeException.class);
    assertThat(events()).containsExactly("a");
  }

  @Test
  void updatesAndDeletesSayWhetherTheRowWasThere() {
    addEvents("a");

    assertThat(retype("a")).isTrue();
    assertThat(retype("b")).isFalse();
    assertThat(delete("a")).isTrue();
    assertThat(delete("a")).isFalse();
    assertThat(find("a")).isEmpty();
  }

  @Test
  void anUpdateWithoutABodyLeavesItAlone() {
    addEvents("a");

    database.run(tx -> tx.update(EVENTS, "a", Map.of("type", "x"), null));

    Row row = find("a").orElseThrow();
    assertThat(row.text("type")).isEqualTo("x");
    assertThat(row.document().path("id").asString()).isEqualTo("a");
    assertThat(row.created()).isEqualTo(1000);
  }

  @Test
  void everyComparisonChoosesItsRows() {
    addEvents("a", "b", "c");

    assertThat(events(Filter.equal("created", 1001L))).containsExactly("b");
    assertThat(events(created(Filter.Comparison.LESS))).containsExactly("a");
    assertThat(events(created(Filter.Comparison.AT_MOST))).containsExactly("a", "b");
    assertThat(events(created(Filter.Comparison.MORE))).containsExactly("c");
    assertThat(events(created(Filter.Comparison.AT_LEAST))).containsExactly("b", "c");
    assertThat(events(Filter.oneOf("id", List.of("c", "a", "z")))).containsExactly("a", "c");
    assertThat(events(Filter.noneOf("id", List.of("c", "a")))).containsExactly("b");
    assertThat(events(Filter.noneOf("id", List.of()))).containsExactly("a", "b", "c");
    assertThat(events(Filter.startsWith("type", "b."))).containsExactly("b");
    assertThat(events(Filter.startsWith("type", "%"))).isEmpty();
  }

  private static Filter created(Filter.Comparison comparison) {
    return new Filter("created", comparison, 1001L);
  }

  @Test
  void pagesGoBothWaysFromAPlace() {
    addEvents("a", "b", "c", "d");
    Filter before = new Filter("seq", Filter.Comparison.LESS, 3L);
    Filter after = new Filter("seq", Filter.Comparison.MORE, 1L);

    assertThat(events(database, new Query(List.of(before), "seq", true, 10)))
        .containsExactly("b", "a");
    assertThat(events(database, new Query(List.of(after), "seq", false, 2)))
        .containsExactly("b", "c");
    assertThat(
            events(
                database,
                new Query(List.of(Filter.equal("type", "d.happened"), after), "seq", true, 10)))
        .containsExactly("d");
  }

  @Test
  void aQueueIsWalkedInTheOrderOfItsDueTimesWithoutThoseThatHaveNone() {
    addEvents("e");
    database.run(tx -> {
      tx.insert(ENDPOINTS, Row.of("w", 0, Map.of("url", "u", "secret", "s"), "{}"));
      addDelivery(tx, "late", 300L);
      addDelivery(tx, "settled", null);
      addDelivery(tx, "first", 100L);
      addDelivery(tx, "second", 100L);
      tx.update(DELIVERIES, "late", Map.of("due_at_ms", 200L), null);
    });

    assertThat(due(1000)).containsExactly("first", "second", "late");
    assertThat(due(199)).containsExactly("first", "second");
    assertThat(due(99)).isEmpty();
    assertThat(dueLast(1000)).containsExactly("late", "first", "second");
  }

  @Test
  void aNumberIsFoundWhateverItsWidth() {
    addEvents("e");
    database.run(tx -> {
      tx.insert(ENDPOINTS, Row.of("w", 0, Map.of("url", "u", "secret", "s"), "{}"));
      addDelivery(tx, "one", 1L);
    });

    assertThat(deliveries(Query.all(Filter.equal("attempts", 0L)))).containsExactly("one");
  }

  private List<String> dueLast(long at) {
    Filter due = new Filter("due_at_ms", Filter.Comparison.AT_MOST, at);
    return deliveries(new Query(List.of(due), "due_at_ms", true, 10));
  }

  private List<String> due(long at) {
    Filter due = new Filter("due_at_ms", Filter.Comparison.AT_MOST, at);
    return deliveries(new Query(List.of(due), "due_at_ms", false, 10));
  }

  private List<String> deliveries(Query query) {
    return database.write(tx -> tx.select(DELIVERIES, query).stream().map(Row::id).toList());
  }

  private static void addDelivery(Tx tx, String id, @Nullable Long due) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("event", "e");
    columns.put("type", "t");
    columns.put("endpoint", "w");
    columns.put("state", due == null ? "delivered" : "pending");
    columns.put("attempts", 0);
    columns.put("due_at_ms", due);
    tx.insert(DELIVERIES, Row.of(id, 0, columns, ""));
  }
}
