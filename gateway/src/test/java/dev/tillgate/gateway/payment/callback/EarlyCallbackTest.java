package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callbacks that come before what they are about is known. The success of {@code pi_9} comes first
 * and names nothing of ours; the next callback's metadata binds {@code pi_9} to the payment.
 */
class EarlyCallbackTest {
  @TempDir Path directory;
  Letterbox box;
  String order;

  @BeforeEach
  void open() {
    box = new Letterbox(directory);
    order = box.order();
  }

  @AfterEach
  void close() {
    box.close();
  }

  private void bind(String intent) {
    box.deliver(
        box.eventAbout(
            intent, "evt_of_" + intent, "payment_intent.processing", order, "processing"));
    assertThat(box.providerId(order)).contains(intent);
  }

  @Test
  @DisplayName(
      "PAY-A8: an early callback is applied when its payment becomes known, at that moment")
  void anEarlyCallbackIsDueOnceItsPaymentIsKnown() {
    box.deliver(box.eventFor("pi_9", "evt_1"));
    assertThat(box.inbox()).containsExactly("evt_1 deferred payment-not-known");

    bind("pi_9");
    box.letHooksRun();
    box.callbacks.retryDue(); // The clock has not moved: its own due time is a second away.

    assertThat(box.inbox()).contains("evt_1 processed null");
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
    assertThat(box.checks("evt_1")).startsWith("{\"signature\":\"ok\",\"timestamp\":\"ok\"");
  }

  @Test
  void anotherPaymentThatBecomesKnownLeavesItDeferred() {
    box.deliver(box.eventFor("pi_other", "evt_1"));

    bind("pi_9");
    box.letHooksRun();
    box.callbacks.retryDue();

    assertThat(box.tries("evt_1")).isEqualTo(1);
    assertThat(box.inbox()).contains("evt_1 deferred payment-not-known");
  }

  @Test
  @Timeout(60)
  @DisplayName("PAY-A8: the commit wakes the loop that applies it, though the clock stands still")
  void theCommitWakesTheLoop() {
    box.deliver(box.eventFor("pi_9", "evt_1"));
    for (int i = 0; i < 4; i++) {
      box.shop.clock.advance(Duration.ofMinutes(2));
      box.callbacks.retryDue();
    }
    box.letHooksRun();
    box.callbacks.start(); // And now sleeps until its safety poll, half a minute from here.

    bind("pi_9");

    assertConfirmedSoon();
  }

  @Test
  @Timeout(60)
  @DisplayName("PAY-B9: what was answered 200 and deferred is applied by the process after a kill")
  void theNextProcessAppliesIt() {
    box.deliver(box.eventFor("pi_9", "evt_1"));
    box.close();
    box = new Letterbox(directory);
    box.shop.clock.advance(Duration.ofMillis(500)); // Other ids than before; not due yet.
    box.callbacks.start();

    bind("pi_9");

    assertConfirmedSoon();
  }

  private void assertConfirmedSoon() {
    OrderState state =
        box.shop.waits.until(
            new OrderId(order),
            Duration.ofSeconds(20),
            () -> box.state(order),
            OrderState.CONFIRMED::equals);
    assertThat(state).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("PAY-A9: an intent of nobody is tried nine times in all, then dead with an alarm")
  void anIntentOfNobodyEndsDead() {
    box.deliver(box.eventFor("pi_nobodys", "evt_1"));

    int looks = 0;
    while (box.inbox().getFirst().contains("deferred")) {
      Duration wait = box.callbacks.retryDue();
      box.shop.clock.advance(wait);
      looks++;
    }

    box.letHooksRun();
    assertThat(box.inbox()).containsExactly("evt_1 dead payment-not-known");
    assertThat(box.tries("evt_1")).isEqualTo(8);
    assertThat(looks).as("at the due times and the safety polls, no storm").isLessThan(4_000);
    assertThat(box.metrics()).contains("tillgate_callbacks_dead_total{provider=\"stripe\"} 1.0");
  }

  @Test
  @DisplayName("PAY-A9: a dead callback is left alone until a person replays it")
  void aDeadCallbackIsReplayable() {
    box.deliver(box.eventFor("pi_9", "evt_1"));
    for (int i = 0; i < 9; i++) {
      box.shop.clock.advance(Duration.ofDays(1));
      box.callbacks.retryDue();
    }
    bind("pi_9");
    box.letHooksRun();
    box.callbacks.retryDue();
    assertThat(box.inbox()).contains("evt_1 dead payment-not-known");

    boolean replayed = box.callbacks.replay(box.id("evt_1"));

    assertThat(replayed).isTrue();
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
  }
}
