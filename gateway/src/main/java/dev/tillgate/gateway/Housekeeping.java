package dev.tillgate.gateway;

import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.idempotency.Idempotency;
import java.time.Duration;

/**
 * Forgets what has outlived its use, a little at a time, so that the store does not grow for ever.
 */
final class Housekeeping implements AutoCloseable {
  private static final int BATCH = 500;
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);
  private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);

  private final Idempotency idempotency;
  private final Loop loop = new Loop("housekeeping", this::forgetSome);

  Housekeeping(Idempotency idempotency) {
    this.idempotency = idempotency;
  }

  void start() {
    loop.start();
  }

  /** Forgets one batch; returns how long to wait for the next. */
  Duration forgetSome() {
    return idempotency.forgetExpired(BATCH) == BATCH ? BETWEEN_BATCHES : BETWEEN_ROUNDS;
  }

  @Override
  public void close() {
    loop.close();
  }
}
