package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who runs again, how often, and what is left of the run before. */
class RunningAgainTest extends NotesFile {
  @Test
  void aUnitThatMeetsAFullDiskIsRefusedAndTheOthersAreWritten() {
    fillUp();
    UnitOfWork<?> tooLarge = note("x".repeat(100_000));

    commit.run(List.of(note("before"), tooLarge, note("after")));

    assertThat(notes()).containsExactly("before", "after");
    assertRefused(tooLarge.caller());
  }

  @Test
  void twoUnitsThatMeetAFullDiskAreBothRefused() {
    fillUp();
    UnitOfWork<?> first = note("x".repeat(100_000));
    UnitOfWork<?> second = note("y".repeat(100_000));

    commit.run(List.of(first, note("small"), second));

    assertThat(notes()).containsExactly("small");
    assertRefused(first.caller());
    assertRefused(second.caller());
  }

  @Test
  void aUnitThatHushesUpAFullDiskWritesNothingBehindTheGroupsBack() {
    fillUp();
    UnitOfWork<?> hushing = hushing();

    commit.run(List.of(note("before"), hushing, note("after")));

    assertThat(notes()).containsExactly("before", "after");
    assertRefused(hushing.caller());
  }

  @Test
  void whoeverHushesUpAFullDiskAloneIsRefusedAsAnybodyIs() {
    fillUp();
    UnitOfWork<?> hushing = hushing();

    commit.run(List.of(hushing));

    assertThat(notes()).isEmpty();
    assertRefused(hushing.caller());
  }

  @Test
  void whoeverIsNotAloneRunsAgainForAnothersFailureAndAfterThatNobodyDoesForAWhile() {
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      UnitOfWork<Integer> neighbour =
          new UnitOfWork<>(tx -> insert(tx, "n" + runs.incrementAndGet()));

      commit.run(List.of(neighbour, failing()));

      assertThat(neighbour.caller()).isCompletedWithValue(1);
    }

    assertThat(notes()).containsExactly("n2", "n3", "n4");
  }

  @Test
  void afterAsManyGroupsThatSucceedNobodyIsCarefulAnyMore() {
    commit.run(List.of(note("first"), failing()));
    for (int i = 0; i < 31; i++) { // The group that ran again was the first of 32.
      commit.run(List.of(note("quiet")));
    }
    AtomicInteger runs = new AtomicInteger();

    commit.run(List.of(new UnitOfWork<>(tx -> runs.incrementAndGet()), failing()));

    assertThat(runs).hasValue(2);
  }

  @Test
  void whoeverFailsAloneRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<?> alone =
        new UnitOfWork<>(tx -> {
          throw new IllegalArgumentException("run " + runs.incrementAndGet());
        });

    commit.run(List.of(alone));

    assertThatThrownBy(alone.caller()::join).hasRootCauseMessage("run 1");
    assertThat(runs).hasValue(1);
  }

  @Test
  void aUnitThatRunsAgainStartsAfresh() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<Integer> again =
        new UnitOfWork<>(tx -> {
          tx.afterCommit(runs::get);
          insert(tx, "again");
          return runs.incrementAndGet();
        });
    fillUp();

    commit.run(List.of(again, note("x".repeat(100_000))));

    assertThat(again.caller()).isCompletedWithValue(2);
    assertThat(notes()).containsExactly("again");
    assertThat(hooks).hasSize(1);
  }

  @Test
  void aUnitThatFailsOnlyTheFirstTimeSucceedsTheSecondTime() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<Integer> moody =
        new UnitOfWork<>(tx -> {
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("not the first time");
          }
          return insert(tx, "second time");
        });
    fillUp();

    commit.run(List.of(moody, note("x".repeat(100_000))));

    assertThat(moody.caller()).isCompletedWithValue(1);
  }

  @Test
  void aUnitThatFailsOnlyTheSecondTimeLeavesNoHook() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<Integer> moody =
        new UnitOfWork<>(tx -> {
          tx.afterCommit(() -> {});
          if (runs.incrementAndGet() == 2) {
            throw new IllegalStateException("not the second time");
          }
          return insert(tx, "first time");
        });
    fillUp();

    commit.run(List.of(moody, note("x".repeat(100_000))));

    assertThat(moody.caller()).isCompletedExceptionally();
    assertThat(hooks).isEmpty();
    assertThat(notes()).isEmpty();
  }

  /** Leaves room for a few small rows only. */
  private void fillUp() {
    long pages = real.createQuery("PRAGMA page_count").mapTo(Long.class).one();
    real.createQuery("PRAGMA max_page_count = " + (pages + 2)).mapTo(Long.class).one();
  }

  /** What a careless unit of work would do. */
  private static UnitOfWork<?> hushing() {
    return new UnitOfWork<>(tx -> {
      hushUp(() -> insert(tx, "x".repeat(100_000)));
      hushUp(() -> insert(tx, "committed on its own"));
      return true;
    });
  }

  private static void hushUp(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException hushed) {
      // Nobody hears of it.
    }
  }

  private static UnitOfWork<?> failing() {
    return new UnitOfWork<>(tx -> {
      throw new IllegalArgumentException("no");
    });
  }
}
