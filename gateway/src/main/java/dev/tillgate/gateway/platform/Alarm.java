package dev.tillgate.gateway.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a loop sleep until the next thing is due instead of asking the store again and again: it is
 * rung when something nearer appears. Thread-safe.
 */
public final class Alarm {
  // A look without a reason now and then, in case a ring was lost with its process or the clock
  // jumped.
  private static final Duration SAFETY_POLL = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final AtomicReference<Instant> sleepingUntil = new AtomicReference<>(Instant.MAX);
  private final AtomicReference<Runnable> ring = new AtomicReference<>(() -> {});

  public Alarm(InstantSource clock) {
    this.clock = clock;
  }

  /** Sets what is woken, once the loop exists. */
  public void rings(Runnable wake) {
    ring.set(wake);
  }

  /** Something is due then; rings when the loop means to sleep longer. Never blocks. */
  public void dueAt(Instant instant) {
    if (instant.isBefore(sleepingUntil.get())) {
      ring.get().run();
    }
  }

  /**
   * The loop is about to look; what appears from here on rings, for nobody can say whether the look
   * still sees it.
   */
  public void looking() {
    sleepingUntil.set(Instant.MAX);
  }

  /** How long a loop may sleep that has just looked and found this to be due next. */
  public Duration sleep(Optional<Instant> nextDue) {
    Instant now = clock.instant();
    Instant latest = now.plus(SAFETY_POLL);
    Instant until = nextDue.filter(latest::isAfter).orElse(latest);
    sleepingUntil.set(until);
    Duration wait = Duration.between(now, until);
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
