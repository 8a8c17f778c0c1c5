package dev.tillgate.gateway.webhook.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long a failed delivery waits: the list's wait for its attempt, the last one again and again
 * after that, each up to a fifth shorter or longer so that what failed together does not come back
 * together.
 *
 * @param waits after the first attempt, after the second, and so on; not empty
 */
public record RetrySchedule(List<Duration> waits) {
  private static final double SPREAD = 0.2;

  public RetrySchedule {
    waits = List.copyOf(waits);
    if (waits.isEmpty() || waits.stream().anyMatch(wait -> !wait.isPositive())) {
      throw new IllegalArgumentException("retry waits must be positive, and at least one");
    }
  }

  /**
   * How long to wait before the next send.
   *
   * @param attempts sends begun so far, at least 1
   */
  public Duration waitAfter(int attempts, RandomGenerator chance) {
    Duration wait = waits.get(Math.min(attempts, waits.size()) - 1);
    double factor = 1 - SPREAD + 2 * SPREAD * chance.nextDouble();
    return Duration.ofMillis(Math.round(wait.toMillis() * factor));
  }
}
