package dev.tillgate.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every wait here is ended by what it waits for; a loop that misses it is ended by the timeout. */
@Timeout(30)
class LoopTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Semaphore stepped = new Semaphore(0);

  @Test
  void itStepsAtOnceAndAgainWhenWoken() throws InterruptedException {
    try (Loop loop = started(LONG)) {
      stepped.acquire();
      loop.wake();
      stepped.acquire();
    }
  }

  @Test
  void aWakeWhileItStepsIsNotLost() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    Loop loop =
        new Loop(
            "test",
            () -> {
              stepped.release();
              await(go);
              return LONG;
            });
    loop.start();
    try (loop) {
      stepped.acquire();
      loop.wake();
      go.countDown();
      stepped.acquire();
    }
  }

  @Test
  void itStepsAgainWithoutAWakeWhenItsWaitIsOver() throws InterruptedException {
    try (Loop loop = started(Duration.ofMillis(1))) {
      stepped.acquire(3);
    }
  }

  @Test
  void aStepThatWantsNoWaitOrWasLateDoesNotStopIt() throws InterruptedException {
    try (Loop loop = started(Duration.ofSeconds(-5))) {
      stepped.acquire(3);
    }
  }

  @Test
  void aStepThatWantsToWaitForeverDoesNotStopIt() throws InterruptedException {
    try (Loop loop = started(Duration.ofSeconds(Long.MAX_VALUE))) {
      stepped.acquire();
      loop.wake();
      stepped.acquire();
    }
  }

  @Test
  void aStepThatFailsIsTriedAgain() throws InterruptedException {
    AtomicInteger runs = new AtomicInteger();
    Loop loop =
        new Loop(
            "test",
            () -> {
              stepped.release();
              if (runs.incrementAndGet() == 1) {
                throw new AssertionError("a bug in a step");
              }
              return LONG;
            });
    loop.start();
    try (loop) {
      stepped.acquire();
      loop.wake(); // Or it would wait a second before trying again.
      stepped.acquire();
    }
  }

  @Test
  void closingLetsThePresentStepEndAndStartsNoOther() throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    Loop loop =
        new Loop(
            "test",
            () -> {
              stepped.release();
              await(go);
              ended.set(true);
              return Duration.ZERO;
            });
    loop.start();
    stepped.acquire();
    Thread closing = Thread.ofVirtual().start(loop::close);
    go.countDown();
    closing.join();

    assertThat(ended).isTrue();
    int steps = stepped.drainPermits();
    loop.wake();
    assertThat(stepped.availablePermits()).isZero();
    assertThat(steps).isLessThanOrEqualTo(1);
  }

  @Test
  void aLoopThatWasNeverStartedCanBeClosed() {
    Loop loop = new Loop("test", () -> LONG);

    assertThatCode(loop::close).doesNotThrowAnyException();
  }

  @Test
  void closingTwiceDoesNothingMore() throws InterruptedException {
    Loop loop = started(LONG);
    stepped.acquire();
    loop.close();

    assertThatCode(loop::close).doesNotThrowAnyException();
  }

  private Loop started(Duration wait) {
    Loop loop =
        new Loop(
            "test",
            () -> {
              stepped.release();
              return wait;
            });
    loop.start();
    return loop;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
