package dev.tillgate.mockpsp.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;

/** The provider's own clock: the real one, plus whatever a test has advanced it by, kept. */
public final class MockClock implements InstantSource {
  private static final String SETTING = "clock_ahead_ms";

  private final InstantSource wallClock;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public MockClock(InstantSource wallClock) {
    this.wallClock = wallClock;
  }

  @Override
  public Instant instant() {
    return wallClock.instant().plus(ahead.get());
  }

  /** Takes up where an earlier process left it. */
  public void restore(Handle tx) {
    tx.createQuery("SELECT value FROM settings WHERE name = :name")
        .bind("name", SETTING)
        .mapTo(Long.class)
        .findOne()
        .ifPresent(millis -> ahead.set(Duration.ofMillis(millis)));
  }

  /** Moves it forward; never backward. */
  void advance(Handle tx, Duration by) {
    Duration next = ahead.get().plus(by);
    tx.createUpdate(
            """
            INSERT INTO settings (name, value) VALUES (:name, :value)
            ON CONFLICT (name) DO UPDATE SET value = :value
            """)
        .bind("name", SETTING)
        .bind("value", next.toMillis())
        .execute();
    ahead.set(next);
  }

  /** Back to real time. */
  void reset() {
    ahead.set(Duration.ZERO);
  }
}
