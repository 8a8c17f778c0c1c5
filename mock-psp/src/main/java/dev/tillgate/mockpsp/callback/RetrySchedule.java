package dev.tillgate.mockpsp.callback;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a callback that was not taken is sent again: for three days, ever more patiently. */
final class RetrySchedule {
  private static final List<Duration> FIRST =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(3));
  private static final Duration THEN_EVERY = Duration.ofHours(6);
  private static final Duration AT_MOST = Duration.ofDays(3);

  private final List<Duration> waits;

  /** Each wait is multiplied by {@code scale}, and so are the three days. */
  RetrySchedule(double scale) {
    this.waits =
        unscaled().stream()
            .map(wait -> Duration.ofMillis(Math.round(wait.toMillis() * scale)))
            .toList();
  }

  /** The wait after so many sends; empty when there is nothing left to try. */
  Optional<Duration> after(int attempts) {
    return attempts > waits.size() ? Optional.empty() : Optional.of(waits.get(attempts - 1));
  }

  private static List<Duration> unscaled() {
    List<Duration> waits = new ArrayList<>(FIRST);
    Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
    while (sum.plus(THEN_EVERY).compareTo(AT_MOST) <= 0) {
      waits.add(THEN_EVERY);
      sum = sum.plus(THEN_EVERY);
    }
    return waits;
  }
}
