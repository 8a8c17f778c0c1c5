package dev.tillgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
  @Test
  void everyChoreHasItsTurnThoughAnotherIsNeverDone() {
    List<String> done = new ArrayList<>();
    try (Housekeeping housekeeping =
        new Housekeeping(List.of(() -> done.add("endless"), () -> !done.add("short")))) {

      Duration soon = housekeeping.doSome();
      housekeeping.doSome();

      assertThat(done).containsExactly("endless", "short", "endless", "short");
      assertThat(soon).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void itRestsWhenNothingIsLeftToDo() {
    try (Housekeeping housekeeping = new Housekeeping(List.of(() -> false, () -> false))) {
      assertThat(housekeeping.doSome()).isGreaterThan(Duration.ofMinutes(10));
    }
  }
}
