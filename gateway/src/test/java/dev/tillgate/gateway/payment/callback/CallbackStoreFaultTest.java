package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.ForwardingDatabase;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the store goes away, at any point of taking a callback in. */
class CallbackStoreFaultTest {
  @TempDir Path directory;
  final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);
  final AtomicInteger refusals = new AtomicInteger(Integer.MAX_VALUE);
  Letterbox box;
  String order;
  byte[] success;

  @BeforeEach
  void open() {
    List<CallbackSecret> secrets = List.of(new CallbackSecret(Letterbox.SECRET, Optional.empty()));
    box = new Letterbox(directory, secrets, Dying::new);
    order = box.order();
    success = box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
  }

  @AfterEach
  void close() {
    box.close();
  }

  private void assertConfirmedOnce() {
    assertThat(box.inbox()).containsExactly("evt_1 processed null");
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
    assertThat(box.events(order)).containsExactly("order.confirmed");
    assertThat(box.shop.tea()).isEqualTo(new Product.Level(9, 0));
  }

  @Test
  @DisplayName(
      "PAY-B8: while the store is down nothing is believed to be stored, nothing half-done")
  void aStoreThatIsDown() {
    writesLeft.set(0);

    assertThatThrownBy(() -> box.deliver(success)).isInstanceOf(StoreUnavailableException.class);

    assertThat(box.inbox()).isEmpty();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
    assertThat(box.providerId(order)).isEmpty();
    writesLeft.set(Integer.MAX_VALUE);
    assertThat(box.deliver(success)).isTrue();
    assertConfirmedOnce();
  }

  @Test
  @DisplayName("PAY-B8: one refusal of the store is a 503, and no fault of the callback's")
  void aStoreThatRefusesOnce() {
    writesLeft.set(0);
    refusals.set(1);

    assertThatThrownBy(() -> box.deliver(success)).isInstanceOf(StoreUnavailableException.class);

    assertThat(box.inbox()).isEmpty();
    assertThat(box.deliver(success)).isTrue();
    assertConfirmedOnce();
  }

  @Test
  @DisplayName("PAY-B10: killed after any of its writes, and sent again: applied exactly once")
  void killedBetweenAnyTwoWrites() {
    for (int writes = 0; box.inbox().isEmpty(); writes++) {
      writesLeft.set(writes);
      deliverToADyingStore();
      boolean applied = box.state(order) == OrderState.CONFIRMED;
      assertThat(box.inbox().equals(List.of("evt_1 processed null"))).isEqualTo(applied);
    }
    writesLeft.set(Integer.MAX_VALUE);

    box.deliver(success);

    assertConfirmedOnce();
  }

  private void deliverToADyingStore() {
    try {
      box.deliver(success);
    } catch (StoreUnavailableException killed) {
      // The provider gets no 200.
    }
  }

  @Test
  @DisplayName("PAY-B8: a deferred callback keeps its try when the store is down while it is due")
  void aRetryWhileTheStoreIsDownCostsNoTry() {
    box.deliver(box.eventFor("pi_9", "evt_2"));
    box.bind(order, "pi_9");
    box.shop.clock.advance(Duration.ofSeconds(1));
    writesLeft.set(0);
    refusals.set(1);

    assertThatThrownBy(box.callbacks::retryDue).isInstanceOf(StoreUnavailableException.class);

    assertThat(box.tries("evt_2")).isEqualTo(1);
    writesLeft.set(Integer.MAX_VALUE);
    box.callbacks.retryDue();
    assertThat(box.inbox()).containsExactly("evt_2 processed null");
  }

  /** Runs so many units of work, and takes back what the next one did, as a kill before it does. */
  private final class Dying extends ForwardingDatabase {
    private Dying(Database real) {
      super(real);
    }

    @Override
    public <T extends @Nullable Object> T write(Work<T> work) {
      return super.write(tx -> {
        T result = work.in(tx);
        if (writesLeft.getAndDecrement() <= 0 && refusals.getAndDecrement() > 0) {
          throw new StoreUnavailableException("the process is gone", null);
        }
        return result;
      });
    }
  }
}
