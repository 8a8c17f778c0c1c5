package dev.tillgate.mockpsp.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows every engine of the store finds, and in which order. */
public abstract class QueryContract extends StoredEvents {
  private static final Table ENDPOINTS = Table.of("webhook_endpoints");
  private static final Table DELIVERIES =
      Table.of("deliveries", "attempts", "endpoint").orderedBy("due_at_ms");

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
    assertThat(events(Filter.startsWith("type", "happened"))).isEmpty();
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
