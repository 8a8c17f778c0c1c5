package dev.tillgate.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.SteppedClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WaitsTest {
  private static final OrderId ORDER = new OrderId("ord_1");
  private static final Duration LONG = Duration.ofMinutes(1);

  final SteppedClock clock = new SteppedClock();
  final Waits waits = new Waits(clock);

  @Test
  void whatIsEnoughAtOnceIsNotWaitedFor() {
    int read = waits.until(ORDER, LONG, () -> 7, value -> true);

    assertThat(read).isEqualTo(7);
  }

  @Test
  void nobodyWaitsWithoutPatience() {
    AtomicInteger readings = new AtomicInteger();

    waits.until(ORDER, Duration.ZERO, readings::incrementAndGet, value -> false);

    assertThat(readings).hasValue(1);
  }

  @Test
  void aChangeBetweenTheFirstReadingAndTheWaitIsNotMissed() {
    AtomicInteger version = new AtomicInteger(1);

    int read =
        waits.until(
            ORDER,
            LONG,
            () -> {
              int seen = version.getAndSet(2);
              waits.wake(ORDER); // Commits right after this reading.
              return seen;
            },
            value -> value == 2);

    assertThat(read).isEqualTo(2);
  }

  @Test
  void wakingAnotherOrderWakesNobody() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicInteger readings = new AtomicInteger();
    CompletableFuture<Integer> waiter = waiter(reading, readings);
    reading.await();

    waits.wake(new OrderId("ord_2"));
    waits.wake(ORDER);

    assertThat(waiter.get(5, TimeUnit.SECONDS)).isEqualTo(2);
  }

  @Test
  void aGatewayThatStopsLetsItsWaitersGo() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    AtomicInteger readings = new AtomicInteger();
    CompletableFuture<Integer> waiter =
        CompletableFuture.supplyAsync(() ->
            waits.until(
                ORDER,
                LONG,
                () -> {
                  reading.countDown();
                  return readings.incrementAndGet();
                },
                value -> false));
    reading.await();

    waits.release();

    assertThat(waiter.get(5, TimeUnit.SECONDS)).isLessThanOrEqualTo(2);
  }

  private CompletableFuture<Integer> waiter(CountDownLatch reading, AtomicInteger readings) {
    return CompletableFuture.supplyAsync(() ->
        waits.until(
            ORDER,
            LONG,
            () -> {
              reading.countDown();
              return readings.incrementAndGet();
            },
            value -> value == 2));
  }
}
