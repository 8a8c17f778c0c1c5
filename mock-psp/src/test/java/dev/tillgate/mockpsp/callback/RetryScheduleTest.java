package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three days of patience. */
class RetryScheduleTest {
  @Test
  void waitsLongerAndLongerAndGivesUpAfterThreeDays() {
    RetrySchedule schedule = new RetrySchedule(1);

    assertThat(schedule.after(1)).contains(Duration.ofSeconds(5));
    assertThat(schedule.after(2)).contains(Duration.ofSeconds(30));
    assertThat(schedule.after(6)).contains(Duration.ofHours(3));
    assertThat(schedule.after(7)).contains(Duration.ofHours(6));
    assertThat(schedule.after(17)).contains(Duration.ofHours(6));
    assertThat(schedule.after(18)).isEmpty();
    Duration total =
        IntStream.rangeClosed(1, 17)
            .mapToObj(schedule::after)
            .map(Optional::orElseThrow)
            .reduce(Duration.ZERO, Duration::plus);
    assertThat(total).isBetween(Duration.ofHours(66), Duration.ofDays(3));
  }

  @Test
  void scalesEveryWait() {
    assertThat(new RetrySchedule(0.01).after(1)).contains(Duration.ofMillis(50));
  }
}
