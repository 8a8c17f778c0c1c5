package dev.tillgate.mockpsp.control;

import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The provider's own clock: the real one, plus whatever a test has advanced it by, kept. */
public final class MockClock implements InstantSource {
  /** Where it is kept how far ahead it is. */
  public static final Table SETTINGS = Table.of("settings");

  private static final String AHEAD = "clock_ahead_ms";

  private final InstantSource wallClock;
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  public MockClock(InstantSource wallClock) {
    this.wallClock = wallClock;
  }

  @Override
  public Instant instant() {
    return wallClock.instant().plus(ahead.get());
  }

  /** By how much it is ahead of real time. */
  public Duration ahead() {
    return ahead.get();
  }

  /** Takes up where an earlier process left it. */
  public void restore(Tx tx) {
    tx.find(SETTINGS, AHEAD).ifPresent(row -> ahead.set(Duration.ofMillis(row.number("value"))));
  }

  /** Moves it forward; never backward. */
  void advance(Tx tx, Duration by) {
    Duration next = ahead.get().plus(by);
    Map<String, Object> value = Map.of("value", next.toMillis());
    if (!tx.update(SETTINGS, AHEAD, value, null)) {
      tx.insert(SETTINGS, Row.of(AHEAD, wallClock.instant().getEpochSecond(), value, ""));
    }
    ahead.set(next);
  }

  /** Back to real time. */
  void reset() {
    ahead.set(Duration.ZERO);
  }
}
