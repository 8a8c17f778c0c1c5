package dev.tillgate.gateway.platform;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a steppable job its thread: runs the step, waits as long as the step said, and again. The
 * step does all the work and can be called by a test without a loop. Stops between two steps.
 */
public final class Loop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Loop.class);
  private static final Duration WAIT_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration UNTIL_OURS = Duration.ofSeconds(1);

  private final String name;
  private final Step step;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicReference<Turn> turn = new AtomicReference<>(Turn.ALWAYS);

  /** Does what is due and returns how long nothing will be. */
  @FunctionalInterface
  public interface Step {
    Duration run();
  }

  /** A loop that is not yet running. */
  public Loop(String name, Step step) {
    this.name = name;
    this.step = step;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /** Runs the step whenever it is due. */
  public void start() {
    start(Turn.ALWAYS);
  }

  /** The same, but only while it is this process's turn. */
  public void start(Turn whose) {
    turn.set(whose);
    whose.onChange(this::wake);
    thread.start();
  }

  /** Ends the present or the next wait at once; any number of calls wake it once. */
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  private void run() {
    while (!stopping.get()) {
      Duration wait = turn.get().isOurs() ? stepSafely() : UNTIL_OURS;
      Duration patience = turn.get().patience();
      pause(wait.compareTo(patience) < 0 ? wait : patience);
    }
  }

  private Duration stepSafely() {
    try {
      return step.run();
    } catch (RuntimeException | Error e) {
      log.warn("loop.failed name={} retry_in={}", name, WAIT_AFTER_FAILURE, e);
      return WAIT_AFTER_FAILURE;
    }
  }

  private void pause(Duration wait) {
    try {
      // Unlike toNanos(), convert() takes a wait of three centuries and more for the longest there
      // is.
      if (!stopping.get() && wake.tryAcquire(NANOSECONDS.convert(wait), NANOSECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      stopping.set(true);
    }
  }

  /** Lets the present step end, then stops; a loop that was never started just stays so. */
  @Override
  public void close() {
    stopping.set(true);
    wake.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The same for a step that may hang: interrupted when it has not ended by then. What it does must
   * bear that at any line.
   */
  public void closeWithin(Duration patience) {
    stopping.set(true);
    wake.release();
    try {
      if (!thread.isAlive() || thread.join(patience)) {
        return;
      }
      log.warn("loop.interrupted name={} after={}", name, patience);
      thread.interrupt();
      boolean unused = thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
