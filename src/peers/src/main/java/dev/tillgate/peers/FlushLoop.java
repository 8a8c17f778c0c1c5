package dev.tillgate.peers;

import com.gruelbox.transactionoutbox.TransactionOutbox;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Submits what is due and was not submitted on commit, until it is closed. */
final class FlushLoop implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final TransactionOutbox outbox;
  // Not an interrupt, which would break off what it asks its database.
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread thread;

  FlushLoop(TransactionOutbox outbox) {
    this.outbox = outbox;
    thread = Thread.ofPlatform().daemon().name("flush-loop").start(this::run);
  }

  private void run() {
    while (!closed.get()) {
      if (!outbox.flush()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  @Override
  public void close() {
    closed.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
