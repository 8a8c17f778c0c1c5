package dev.tillgate.gateway.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class SteppedClock implements InstantSource {
  /** Where every new clock stands: no test should care. */
  public static final Instant START = Instant.parse("2026-03-14T09:26:53.589Z");

  private final AtomicReference<Instant> now;

  public SteppedClock() {
    this(START);
  }

  public SteppedClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves the clock; a negative step sets it back, as an operator or NTP may. */
  public void advance(Duration step) {
    now.updateAndGet(instant -> instant.plus(step));
  }
}
