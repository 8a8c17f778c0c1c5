package dev.tillgate.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {
  private final SteppedClock clock = new SteppedClock();
  private final Ids ids = new Ids(clock, new Random(1));

  @Test
  void anIdIsItsPrefixAndTwentySixCharacters() {
    assertThat(ids.next("ord")).matches("ord_[0-9a-hjkmnp-tv-z]{26}");
  }

  @Test
  void itsFirstTenCharactersAreTheTime() {
    // The example of the ULID specification.
    Ids known = new Ids(new SteppedClock(Instant.ofEpochMilli(1_469_918_176_385L)), new Random(1));

    assertThat(known.next("x")).startsWith("x_01aryz6s41");
  }

  @Test
  void idsSortByTheTimeTheyWereMade() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(ids.next("ord"));
      clock.advance(Duration.ofMillis(i % 3));
    }

    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aClockSetBackDoesNotTurnThemBack() {
    String before = ids.next("ord");
    clock.advance(Duration.ofHours(-1));

    assertThat(ids.next("ord")).isGreaterThan(before);
  }

  @Test
  void chanceThatRunsOverCarriesOn() {
    RandomGenerator full = () -> -1L;
    Ids atTheEdge = new Ids(clock, full);
    String last = atTheEdge.next("ord");

    assertThat(atTheEdge.next("ord")).isGreaterThan(last);
  }

  @Test
  void manyThreadsNeverGetTheSameOne() throws InterruptedException {
    Set<String> made = ConcurrentHashMap.newKeySet();
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(i ->
                Thread.ofVirtual()
                    .start(() -> IntStream.range(0, 2_000).forEach(j -> made.add(ids.next("ord")))))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(made).hasSize(16_000);
  }
}
