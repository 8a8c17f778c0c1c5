package dev.tillgate.gateway.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
  private final RetrySchedule schedule = new RetrySchedule(DeliverySettings.DEFAULT.retryWaits());
  private final Random chance = new Random(1);

  @Test
  void waitsFollowTheListWithinAFifth() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(schedule.waitAfter(1, chance))
          .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
      assertThat(schedule.waitAfter(4, chance))
          .isBetween(Duration.ofMinutes(8), Duration.ofMinutes(12));
    }
  }

  @Test
  void waitsAreSpreadOverTheWholeFifth() {
    List<Duration> waits =
        chance.ints(1_000).mapToObj(any -> schedule.waitAfter(1, chance)).sorted().toList();

    assertThat(waits.getFirst()).isLessThan(Duration.ofMillis(4_100));
    assertThat(waits.getLast()).isGreaterThan(Duration.ofMillis(5_900));
  }

  @Test
  @DisplayName("FLT-O19: attempt 10,000 still waits a day")
  void theLastWaitRepeats() {
    assertThat(schedule.waitAfter(10_000, chance))
        .isBetween(Duration.ofHours(19), Duration.ofHours(29));
    assertThat(schedule.waitAfter(Integer.MAX_VALUE, chance))
        .isBetween(Duration.ofHours(19), Duration.ofHours(29));
  }

  @Test
  void aScheduleWithoutWaitsOrWithNoWaitIsRefused() {
    assertThatThrownBy(() -> new RetrySchedule(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
