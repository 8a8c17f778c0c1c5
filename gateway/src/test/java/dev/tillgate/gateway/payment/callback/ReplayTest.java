package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.order.OrderState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  @TempDir Path directory;
  Letterbox box;

  @BeforeEach
  void open() {
    box = new Letterbox(directory);
  }

  @AfterEach
  void close() {
    box.close();
  }

  private void letDie() {
    for (int i = 0; i < 9; i++) {
      box.shop.clock.advance(Duration.ofDays(1));
      box.callbacks.retryDue();
    }
  }

  @Test
  @DisplayName("PAY-B11: a poison event backs off, dies, and is applied by a replay after the fix")
  void aPoisonEventIsAppliedAfterTheFix() {
    String poisoned = box.order();
    String items = box.items(poisoned);
    String healthy = box.order();
    box.poison(poisoned);
    box.deliver(box.event("evt_1", "payment_intent.succeeded", poisoned, "succeeded"));
    letDie();
    assertThat(box.inbox().getFirst()).startsWith("evt_1 dead failed: ");
    box.deliver(box.eventAbout("pi_2", "evt_2", "payment_intent.succeeded", healthy, "succeeded"));
    assertThat(box.state(healthy)).isEqualTo(OrderState.CONFIRMED);

    box.cure(poisoned, items);
    boolean replayed = box.callbacks.replay(box.id("evt_1"));

    assertThat(replayed).isTrue();
    assertThat(box.inbox()).contains("evt_1 processed null");
    assertThat(box.state(poisoned)).isEqualTo(OrderState.CONFIRMED);
    assertThat(box.events(poisoned)).containsExactly("order.confirmed");
  }

  @Test
  void aReplayThatFailsAgainIsDeferredFromTheBeginning() {
    String order = box.order();
    box.poison(order);
    box.deliver(box.event("evt_1", "payment_intent.succeeded", order, "succeeded"));
    letDie();
    assertThat(box.tries("evt_1")).isEqualTo(8);

    boolean replayed = box.callbacks.replay(box.id("evt_1"));

    assertThat(replayed).isTrue();
    assertThat(box.inbox().getFirst()).startsWith("evt_1 deferred failed: ");
    assertThat(box.tries("evt_1")).isEqualTo(1);
    assertThat(box.callbacks.retryDue()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aSettledOneIsNotReplayedHoweverOften() {
    String order = box.order();
    box.deliver(box.event("evt_1", "payment_intent.succeeded", order, "succeeded"));
    box.deliver(box.event("evt_2", "payment_intent.succeeded", order, "succeeded"));

    assertThat(box.callbacks.replay(box.id("evt_1"))).isFalse();
    assertThat(box.callbacks.replay(box.id("evt_2"))).isFalse();
    assertThat(box.callbacks.replay("cb_nothing")).isFalse();

    assertThat(box.inbox()).containsExactly("evt_1 processed null", "evt_2 ignored same-state");
    assertThat(box.events(order)).containsExactly("order.confirmed");
  }

  @Test
  void anUnreadableOneThatIsReplayedIsDeadAgainAtOnce() {
    box.deliver("{}".getBytes(StandardCharsets.UTF_8));
    String event = box.inbox().getFirst().split(" ", 2)[0];

    assertThat(box.callbacks.replay(box.id(event))).isTrue();

    assertThat(box.inbox()).containsExactly(event + " dead unreadable");
  }
}
