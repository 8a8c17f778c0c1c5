package dev.tillgate.mockpsp.callback;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.net.Webhook;
import com.stripe.param.EventListParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Callbacks on real sockets. */
class CallbackTest {
  private Receiver receiver;
  private MockPsp psp;
  private Shop shop;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    psp =
        MockPsp.start(
            MockPspSettings.inMemory()
                .withCallback(receiver.url(), Receiver.SECRET)
                .withRetryScale(0.0001));
    shop = new Shop(psp);
    wire = new Wire(psp);
  }

  @AfterEach
  void stop() {
    psp.close();
    receiver.close();
  }

  @Test
  void theOfficialLibraryBelievesWhatArrives() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    Receiver.Callback callback = receiver.next("payment_intent.succeeded");

    Event event = Webhook.constructEvent(callback.body(), callback.signature(), Receiver.SECRET);

    PaymentIntent told =
        (PaymentIntent) event.getDataObjectDeserializer().getObject().orElseThrow();
    assertThat(told).isEqualTo(paid);
    assertThat(event.getPendingWebhooks()).isEqualTo(1);
    assertThat(event.getRequest().getId()).startsWith("req_");
    assertThatThrownBy(() ->
            Webhook.constructEvent(callback.body() + " ", callback.signature(), Receiver.SECRET))
        .isInstanceOf(SignatureVerificationException.class);
  }

  @Test
  void onlyA2xxIsADeliveryAndEverythingElseIsTriedAgain() throws Exception {
    receiver.answers(500, 302, 503, 404, 204);
    Event created = eventOf(shop.open());

    List<String> bodies = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      bodies.add(receiver.next("payment_intent.created").body());
    }

    assertThat(bodies).hasSize(5).containsOnly(bodies.getFirst());
    awaitDelivered(created.getId());
    assertThat(receiver.rest()).isEmpty();
  }

  @Test
  void pendingWebhooksFallsToZeroWhenTheLastEndpointHasIt() throws Exception {
    CompletableFuture<Void> release = new CompletableFuture<>();
    receiver.beforeAnswering(callback -> release.join());

    Event created = eventOf(shop.open());
    assertThat(created.getPendingWebhooks()).isEqualTo(1);
    assertThat(undelivered()).containsExactly(created.getId());
    release.complete(null);

    awaitDelivered(created.getId());
    assertThat(undelivered()).isEmpty();
  }

  @Test
  void callbackFirstArrivesAndIsAnsweredBeforeTheApiAnswers() throws Exception {
    List<String> order = new ArrayList<>();
    receiver.beforeAnswering(callback -> {
      synchronized (order) {
        order.add("callback");
      }
    });

    shop.pay("pm_mock_callbackFirst");
    synchronized (order) {
      order.add("answer");
    }

    assertThat(order).containsExactly("callback", "callback", "callback", "answer");
    awaitDelivered(eventId("payment_intent.succeeded"));
  }

  @Test
  void callbackTwiceArrivesTwiceWithTheSameId() throws Exception {
    shop.pay("pm_mock_callbackTwice");

    String first = receiver.next("payment_intent.succeeded").body();
    assertThat(receiver.next("payment_intent.succeeded").body()).isEqualTo(first);
  }

  @Test
  void callbackNeverHappensButCanBeAskedFor() throws Exception {
    shop.pay("pm_mock_callbackNever");
    String event = eventId("payment_intent.succeeded");
    wire.control("events/" + event + "/resend", "");

    assertThat(receiver.next(callback -> true).body()).contains(event);
    awaitDelivered(event);
    assertThat(receiver.rest()).isEmpty();
  }

  @Test
  void whatIsDeliveredCanBeSentAgain() throws Exception {
    String event = eventOf(shop.open()).getId();
    receiver.next("payment_intent.created");
    awaitDelivered(event);

    assertThat(wire.control("events/" + event + "/resend", "").path("endpoints").asInt())
        .isEqualTo(1);
    assertThat(receiver.next("payment_intent.created").body()).contains(event);
  }

  private Event eventOf(PaymentIntent intent) throws Exception {
    return shop.api().events().list().getData().stream()
        .filter(event -> event.toJson().contains(intent.getId()))
        .findFirst()
        .orElseThrow();
  }

  private String eventId(String type) throws Exception {
    return shop.api()
        .events()
        .list(EventListParams.builder().setType(type).build())
        .getData()
        .getFirst()
        .getId();
  }

  private List<String> undelivered() throws Exception {
    return shop
        .api()
        .events()
        .list(EventListParams.builder().setDeliverySuccess(false).build())
        .getData()
        .stream()
        .map(Event::getId)
        .toList();
  }

  /** The mock settles after the answer it got, so a moment may pass. */
  private void awaitDelivered(String event) throws Exception {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (json(wire.get("/v1/events/" + event)).path("pending_webhooks").asInt() > 0) {
      assertThat(System.nanoTime()).as("delivered in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
