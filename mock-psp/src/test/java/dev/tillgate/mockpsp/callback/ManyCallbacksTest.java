package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More callbacks than are sent at once. */
class ManyCallbacksTest {
  private static final int AT_ONCE = 64;
  private static final int COPIES = 101;

  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final CountDownLatch full = new CountDownLatch(AT_ONCE);
  private final CountDownLatch gate = new CountDownLatch(1);

  private Receiver receiver;
  private MockPsp psp;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    receiver.beforeAnswering(callback -> stay());
    psp = MockPsp.start(MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET));
  }

  @AfterEach
  void stop() {
    gate.countDown();
    psp.close();
    receiver.close();
  }

  @Test
  void noMoreThanSixtyFourAreOnTheirWayAtOnceAndAllOfThemArrive() throws Exception {
    new Wire(psp).control("callbacks", "{\"duplicate\":100}");
    new Shop(psp).open();
    assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 100; i++) {
      new Wire(psp).control("callbacks"); // Gives those that should not come the time to.
    }
    gate.countDown();

    for (int i = 0; i < COPIES; i++) {
      receiver.next("payment_intent.created");
    }
    assertThat(most).hasValue(AT_ONCE);
  }

  private void stay() {
    most.accumulateAndGet(present.incrementAndGet(), Math::max);
    full.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    present.decrementAndGet();
  }
}
