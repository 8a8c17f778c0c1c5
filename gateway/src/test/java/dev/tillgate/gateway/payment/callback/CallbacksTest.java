package dev.tillgate.gateway.payment.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.Mirror;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.EventPage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallbacksTest {
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

  @Test
  void theTableCallbacksAllowsTheSameStates() {
    assertThat(Mirror.check("V5__payment.sql", "callbacks", "status"))
        .containsExactlyInAnyOrderElementsOf(Callback.State.words());
  }

  @Test
  void theTableCallbacksAllowsTheSameOrigins() {
    assertThat(Mirror.check("V7__backfill.sql", "callbacks", "origin"))
        .containsExactlyInAnyOrderElementsOf(Channel.words());
  }

  @Test
  @DisplayName("PAY-F4: a callback that comes after its event was read back has no effect")
  void aCallbackThatWasReadBackIsADuplicate() {
    String order = box.order();
    byte[] event = box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
    byte[] listed = new String(event, UTF_8).replace("\n", "").getBytes(UTF_8);
    EventPage.Mark mark = new EventPage.Mark("evt_1", box.shop.clock.instant());
    box.callbacks.readBack("stripe", List.of(new EventPage.Event(Optional.of(mark), listed)));

    boolean stored = box.deliver(event);

    assertThat(stored).isTrue();
    assertThat(box.inbox()).hasSize(1);
    assertThat(box.events(order)).containsExactly("order.confirmed");
    assertThat(box.metrics()).doesNotContain("duplicate-with-other-body");
  }

  @Test
  void aSignedSuccessFinishesTheOrder() {
    String order = box.order();

    boolean stored =
        box.deliver(box.event("evt_1", "payment_intent.succeeded", order, "succeeded"));

    assertThat(stored).isTrue();
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
    assertThat(box.inbox()).containsExactly("evt_1 processed null");
  }

  @Test
  @DisplayName("PAY-A1: the same event again has no effect")
  void theSameEventAgainIsStoredOnce() {
    String order = box.order();
    byte[] event = box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
    box.deliver(event);

    boolean again = box.deliver(event);

    assertThat(again).isTrue();
    assertThat(box.inbox()).hasSize(1);
    assertThat(box.events(order)).containsExactly("order.confirmed");
  }

  @Test
  @DisplayName("PAY-A2, FLT-C01: the same event 1,000 times on 64 threads has one effect")
  void theSameEventAtOnceIsStoredOnce() throws Exception {
    String order = box.order();
    byte[] event = box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
    Callable<Boolean> delivery = () -> box.deliver(event);

    List<Future<Boolean>> answers;
    try (ExecutorService senders = Executors.newFixedThreadPool(64)) {
      answers = senders.invokeAll(Stream.generate(() -> delivery).limit(1_000).toList());
    }

    assertThat(answers).allMatch(answer -> answer.resultNow());
    assertThat(box.inbox()).hasSize(1);
    assertThat(box.events(order)).containsExactly("order.confirmed");
  }

  @Test
  @DisplayName("FLT-C03: the same id with another body changes nothing")
  void theFirstBodyIsKept() {
    String order = box.order();
    box.deliver(box.event("evt_1", "payment_intent.processing", order, "processing"));

    boolean stored =
        box.deliver(box.event("evt_1", "payment_intent.succeeded", order, "succeeded"));

    assertThat(stored).isTrue();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
    assertThat(box.metrics()).contains("verdict=\"duplicate-with-other-body\"");
  }

  @Test
  @DisplayName("PAY-B1: what is not signed by us and the provider is not stored")
  void aForgedEventIsRefused() {
    String order = box.order();

    boolean stored =
        box.deliverSignedWith(
            "whsec_other", box.event("evt_1", "payment_intent.succeeded", order, "succeeded"));

    assertThat(stored).isFalse();
    assertThat(box.inbox()).isEmpty();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
  }

  @Test
  void aProviderNobodyConfiguredIsRefused() {
    assertThat(box.callbacks.receive("paypal", name -> List.of(), new byte[0])).isFalse();
  }

  @Test
  @DisplayName("PAY-A8, ruling 5: an event before the create's answer binds by metadata")
  void anEarlyEventFindsItsPaymentByMetadata() {
    String order = box.order();
    assertThat(box.providerId(order)).isEmpty();

    box.deliver(box.event("evt_1", "payment_intent.succeeded", order, "succeeded"));

    assertThat(box.providerId(order)).contains("pi_1");
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("PAY-D2: metadata that names another, dearer order binds nothing")
  void metadataAloneBindsNothing() {
    String order = box.order();

    box.deliver(box.eventOver(1, "evt_1", order));

    assertThat(box.providerId(order)).isEmpty();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
    assertThat(box.inbox()).containsExactly("evt_1 deferred payment-not-known");
  }

  @Test
  @DisplayName(
      "PAY-A9, FLT-C08: an event of a payment nobody knows is deferred, and dead after its last try")
  void anUnknownPaymentsEventEndsDead() {
    box.deliver(box.event("evt_1", "payment_intent.succeeded", "ord_none", "succeeded"));
    assertThat(box.inbox()).containsExactly("evt_1 deferred payment-not-known");

    for (int i = 0; i < 9; i++) {
      box.shop.clock.advance(Duration.ofDays(1));
      box.callbacks.retryDue();
    }

    assertThat(box.inbox()).containsExactly("evt_1 dead payment-not-known");
  }

  @Test
  void aDeferredEventIsTriedAgainOnlyWhenDue() {
    box.deliver(box.event("evt_1", "payment_intent.succeeded", "ord_none", "succeeded"));

    Duration wait = box.callbacks.retryDue();

    assertThat(wait).isEqualTo(Duration.ofSeconds(1));
    assertThat(box.tries("evt_1")).isEqualTo(1);
  }

  @Test
  @DisplayName("FLT-C04: a deferred event is applied once its payment is there")
  void aDeferredEventIsAppliedLater() {
    String order = box.order();
    box.deliver(box.eventFor("pi_9", "evt_1"));
    box.bind(order, "pi_9");
    box.shop.clock.advance(Duration.ofSeconds(1));

    box.callbacks.retryDue();

    assertThat(box.inbox()).containsExactly("evt_1 processed null");
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("PAY-A10: a type nobody uses is kept and ignored")
  void anUnknownTypeIsIgnored() {
    boolean stored = box.deliver(box.event("evt_1", "customer.created", "ord_none", "succeeded"));

    assertThat(stored).isTrue();
    assertThat(box.inbox()).containsExactly("evt_1 ignored type-not-used");
  }

  @Test
  void aGenuineBodyNobodyCanReadIsKeptDead() {
    byte[] body = "{\"object\":\"surprise\"}".getBytes(UTF_8);

    boolean first = box.deliver(body);
    boolean again = box.deliver(body);

    assertThat(first).isTrue();
    assertThat(again).isTrue();
    assertThat(box.inbox()).singleElement().asString().endsWith("dead unreadable");
  }

  @Test
  @DisplayName("PAY-B11: a poison event is deferred, and others flow")
  void aPoisonEventIsDeferred() {
    String poisoned = box.order();
    String healthy = box.order();
    box.poison(poisoned);

    boolean stored =
        box.deliver(box.event("evt_1", "payment_intent.succeeded", poisoned, "succeeded"));
    box.deliver(box.event("evt_2", "payment_intent.succeeded", healthy, "succeeded"));

    assertThat(stored).isTrue();
    assertThat(box.inbox().getFirst()).startsWith("evt_1 deferred failed: ");
    assertThat(box.state(healthy)).isEqualTo(OrderState.CONFIRMED);
    assertThat(box.state(poisoned)).isEqualTo(OrderState.PENDING);
  }

  @Test
  @DisplayName("PAY-B8: while the store cannot take it nothing is answered 200")
  void aClosedStoreIsNotHushedUp() {
    String order = box.order();
    byte[] event = box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
    box.shop.database.close();

    assertThatThrownBy(() -> box.deliver(event))
        .isInstanceOf(dev.tillgate.gateway.platform.store.StoreUnavailableException.class);
  }
}
