package dev.tillgate.peers;

import com.gruelbox.transactionoutbox.TransactionOutbox;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Submits what is due and was not submitted on commit, until it is closed. */
final class FlushLoop implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final TransactionOutbox outbox;
  private final Thread thread;

  FlushLoop(TransactionOutbox outbox) {
    this.outbox = outbox;
    thread = Thread.ofPlatform().daemon().name("flush-loop").start(this::run);
  }

  private void run() {
    while (!Thread.interrupted()) {
      if (!outbox.flush()) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
