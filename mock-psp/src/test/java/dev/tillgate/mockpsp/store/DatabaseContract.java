package dev.tillgate.mockpsp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every engine of the store makes of units of work. */
public abstract class DatabaseContract extends StoredEvents {
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
  void whatWasTakenBackIsNotTakenBackAgain() {
    addEvents("a");

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() ->
              database.run(tx -> {
                tx.delete(EVENTS, "a");
                throwIf(true);
              }))
          .hasMessage("no");
    }

    assertThat(events()).containsExactly("a");
  }

  @Test
  void anErrorIsTakenBackAsWell() {
    assertThatThrownBy(() ->
            database.run(tx -> {
              addEvent(tx, "a", "type", 0);
              throw new AssertionError("broken");
            }))
        .hasStackTraceContaining("broken");

    assertThat(events()).isEmpty();
  }

  @Test
  void aUnitRunsOnce() {
    AtomicInteger runs = new AtomicInteger();

    for (int i = 0; i < 3; i++) {
      database.run(tx -> runs.incrementAndGet());
    }

    assertThat(runs).hasValue(3);
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
}
