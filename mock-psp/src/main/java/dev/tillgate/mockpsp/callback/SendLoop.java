package dev.tillgate.mockpsp.callback;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends whatever is due, many at a time, each on a virtual thread, and what a test wants shuffled
 * one after the other. It sleeps until the next is due or somebody wakes it, and stops when it is
 * closed; what it leaves half done is sent again later.
 */
final class SendLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SendLoop.class);
  private static final int AT_ONCE = 64;
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Sender sender;
  private final Semaphore news = new Semaphore(1);
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ExecutorService sends = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread loop = Thread.ofVirtual().name("callbacks").unstarted(this::run);

  SendLoop(Sender sender) {
    this.sender = sender;
  }

  void start() {
    loop.start();
  }

  /** Something may be due earlier than the loop thinks. Cheap, and safe inside a transaction. */
  void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  private void run() {
    while (!closed.get()) {
      try {
        sleep();
        sendDue();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.error("callback.loop.failed", e);
      }
    }
  }

  private void sleep() throws InterruptedException {
    Duration wait = room.availablePermits() == 0 ? LONGEST_SLEEP : untilNext();
    boolean unused = news.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
    news.drainPermits();
  }

  private Duration untilNext() {
    return sender
        .untilNext()
        .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
        .orElse(LONGEST_SLEEP);
  }

  private void sendDue() throws InterruptedException {
    List<Delivery> due = sender.claimDue(room.availablePermits());
    room.acquire(due.size());
    due.stream()
        .filter(delivery -> !Shuffled.hasPlace(delivery))
        .forEach(delivery -> sends.execute(() -> send(delivery)));
    List<Delivery> shuffled = due.stream().filter(Shuffled::hasPlace).toList();
    if (!shuffled.isEmpty()) {
      sends.execute(() -> Shuffled.inTurn(shuffled).forEach(this::send));
    }
  }

  private void send(Delivery delivery) {
    try {
      sender.send(delivery);
    } catch (RuntimeException e) {
      log.warn("callback.unsettled event={} reason={}", delivery.event(), e.toString());
    } finally {
      room.release();
      wake();
    }
  }

  @Override
  public void close() {
    closed.set(true);
    loop.interrupt();
    sends.shutdownNow();
    try {
      loop.join();
      boolean unused = sends.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
