package dev.tillgate.mockpsp.later;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import dev.tillgate.mockpsp.store.memory.MemoryDatabase;
import dev.tillgate.mockpsp.store.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens later happens in its order, once, and as a whole. */
class LateWorkTest {
  private static final Table NOTES = Table.of("notes");

  private final SteppedClock clock = new SteppedClock();
  private final Database database = new MemoryDatabase();
  private final Timetable timetable = new Timetable(new Ids(new Random(1)));
  private final List<String> happened = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final CountDownLatch rung = new CountDownLatch(1);
  private final LateWork work =
      new LateWork(
          database,
          timetable,
          Map.of(
              "note", (tx, id) -> happened.add(id),
              "chain", (tx, id) -> timetable.add(tx, "note", id, clock.instant()),
              "fail", this::fail,
              "ring", (tx, id) -> rung.countDown()),
          clock);

  @AfterEach
  void stop() {
    work.close();
    database.close();
  }

  @Test
  void nothingHappensBeforeItsTimeAndEverythingOnceInTheOrderOfItsTime() {
    add("note", "second", Duration.ofDays(7));
    add("note", "first", Duration.ofMinutes(3));

    assertThat(runAfter(Duration.ofMinutes(3).minusMillis(1))).isZero();
    assertThat(runAfter(Duration.ofDays(8))).isEqualTo(2);
    assertThat(work.runDue()).isZero();
    assertThat(happened).containsExactly("first", "second");
  }

  @Test
  void whatBecomesDueByItHappensInTheSameRun() {
    add("chain", "x", Duration.ofSeconds(1));

    runAfter(Duration.ofSeconds(1));

    assertThat(happened).containsExactly("x");
  }

  @Test
  void whatFailsLeavesNothingBehindAndIsTriedAgainAMinuteLaterBehindTheOthers() {
    add("fail", "x", Duration.ZERO);
    add("note", "y", Duration.ofSeconds(1));

    runAfter(Duration.ofSeconds(1));
    assertThat(failures).hasValue(1);
    assertThat(happened).containsExactly("y");
    assertThat(notes()).isEmpty();

    runAfter(Duration.ofSeconds(59));
    assertThat(failures).hasValue(1);
    runAfter(Duration.ofSeconds(1));
    assertThat(failures).hasValue(2);
  }

  @Test
  void whatIsDueWakesTheLoop() throws Exception {
    work.start();

    add("ring", "x", Duration.ZERO);

    assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anEntryOutlivesItsProcess(@TempDir Path directory) {
    try (Database first = SqliteDatabase.in(directory)) {
      first.run(tx -> timetable.add(tx, "note", "x", clock.instant()));
    }

    try (Database second = SqliteDatabase.in(directory);
        LateWork next =
            new LateWork(second, timetable, Map.of("note", (tx, id) -> happened.add(id)), clock)) {
      assertThat(next.runDue()).isEqualTo(1);
    }
    assertThat(happened).containsExactly("x");
  }

  @Test
  void whatNobodyHandlesIsNotLost() {
    add("nobody", "n1", Duration.ZERO);

    assertThat(runAfter(Duration.ZERO)).isEqualTo(1);
    assertThat(runAfter(Duration.ofMinutes(1))).isEqualTo(1);
  }

  @Test
  void afterItsEndNothingHappens() {
    add("note", "late", Duration.ZERO);
    work.start();
    work.close();
    int before = happened.size();
    add("note", "too late", Duration.ZERO);

    assertThat(runAfter(Duration.ofMinutes(1))).isZero();
    assertThat(happened).hasSize(before);
  }

  private void add(String kind, String object, Duration after) {
    Instant due = clock.instant().plus(after);
    database.run(tx -> timetable.add(tx, kind, object, due));
  }

  private int runAfter(Duration wait) {
    clock.advance(wait);
    return work.runDue();
  }

  private void fail(Tx tx, String id) {
    failures.incrementAndGet();
    tx.insert(NOTES, Row.of(id, 0, Map.of(), "half done"));
    throw new IllegalStateException("no");
  }

  private List<String> notes() {
    return database.write(
        tx -> tx.select(NOTES, Query.all(List.of())).stream().map(Row::id).toList());
  }
}
