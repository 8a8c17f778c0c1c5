package dev.tillgate.mockpsp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waits that would last a day if nothing ended them. */
class RealPauseTest {
  private static final Duration A_DAY = Duration.ofDays(1);

  private final RealPause pause = new RealPause();

  @AfterEach
  void close() {
    pause.close();
  }

  @Test
  void aWaitEndsWhenWhatItWaitsForIsThere() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    CompletableFuture<Boolean> wait = waiting(over);

    over.countDown();

    assertThat(wait.get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aStoppingProviderEndsTheWaitsThatAreOn() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Thread waiter = Thread.ofPlatform().start(() -> pause.await(over, A_DAY));
    while (waiter.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }

    pause.close();

    assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStoppedProviderLetsNobodyWait() throws Exception {
    pause.close();

    assertThat(waiting(new CountDownLatch(1)).get(10, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void anInterruptionEndsAWaitAndIsNotForgotten() throws Exception {
    CompletableFuture<Boolean> interrupted =
        CompletableFuture.supplyAsync(() -> {
          Thread.currentThread().interrupt();
          pause.await(A_DAY);
          return Thread.interrupted();
        });

    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Ends with the wait; whether it was interrupted. */
  private CompletableFuture<Boolean> waiting(CountDownLatch over) {
    return CompletableFuture.supplyAsync(() -> {
      pause.await(over, A_DAY);
      return Thread.interrupted();
    });
  }
}
