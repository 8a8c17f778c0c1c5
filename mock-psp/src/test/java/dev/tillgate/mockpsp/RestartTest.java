package dev.tillgate.mockpsp;

import static dev.tillgate.mockpsp.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.model.WebhookEndpoint;
import com.stripe.param.RefundCreateParams;
import dev.tillgate.mockpsp.store.StoreHeld;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider with a directory is the same provider after a restart. */
class RestartTest {
  private static final String FORM = "amount=1099&currency=eur&payment_method_types[]=card";

  @TempDir Path directory;

  @Test
  void intentsEventsAndReplaysSurvive() throws Exception {
    PaymentIntent paid;
    HttpResponse<String> first;
    try (MockPsp psp = start()) {
      paid = new Shop(psp).pay("pm_card_visa");
      first = new Wire(psp).post("/v1/payment_intents", FORM, "Idempotency-Key", "k1");
    }

    try (MockPsp psp = start()) {
      HttpResponse<String> again =
          new Wire(psp).post("/v1/payment_intents", FORM, "Idempotency-Key", "k1");

      assertThat(new Shop(psp).api().paymentIntents().retrieve(paid.getId())).isEqualTo(paid);
      assertThat(new Shop(psp).api().events().list().getData()).hasSize(4);
      assertThat(again.body()).isEqualTo(first.body());
      assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
    }
  }

  @Test
  void aCallbackThatWasPendingIsSentByTheNextProcess() throws Exception {
    try (Receiver receiver = new Receiver()) {
      MockPspSettings settings =
          MockPspSettings.inMemory()
              .withData(directory)
              .withCallback(receiver.url(), Receiver.SECRET);
      receiver.answers(500);
      try (MockPsp psp = MockPsp.start(settings)) {
        new Shop(psp).open();
        receiver.next("payment_intent.created");
      }

      try (MockPsp psp = MockPsp.start(settings)) {
        new Wire(psp).control("clock", "{\"advance\":\"PT5S\"}");

        assertThat(receiver.next("payment_intent.created").signature()).startsWith("t=");
        assertThat(new Shop(psp).api().webhookEndpoints().list().getData())
            .extracting(WebhookEndpoint::getUrl)
            .containsExactly(receiver.url().toString());
      }
    }
  }

  @Test
  void aCallbackThatWasOnItsWayIsSentAgainByTheNextProcess() throws Exception {
    try (Receiver receiver = new Receiver()) {
      MockPspSettings settings =
          MockPspSettings.inMemory()
              .withData(directory)
              .withCallback(receiver.url(), Receiver.SECRET);
      CountDownLatch arrived = new CountDownLatch(1);
      CountDownLatch gone = new CountDownLatch(1);
      receiver.beforeAnswering(callback -> arrived.countDown());
      receiver.beforeAnswering(callback -> await(gone));
      try (MockPsp psp = MockPsp.start(settings)) {
        new Shop(psp).open();
        await(arrived);
      }
      gone.countDown();
      receiver.next("payment_intent.created");

      try (MockPsp psp = MockPsp.start(settings)) {
        new Wire(psp).control("clock", "{\"advance\":\"PT5S\"}");
        receiver.next("payment_intent.created");
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void refundsAndWhatIsToHappenToThemSurvive() throws Exception {
    Refund pending;
    try (MockPsp psp = start()) {
      PaymentIntent paid = new Shop(psp).pay("pm_card_pendingRefund");
      pending =
          new Shop(psp)
              .api()
              .refunds()
              .create(RefundCreateParams.builder().setPaymentIntent(paid.getId()).build());
    }

    try (MockPsp psp = start()) {
      assertThat(new Shop(psp).api().refunds().retrieve(pending.getId())).isEqualTo(pending);
      new Wire(psp).control("clock", "{\"advance\":\"PT3M\"}");
      assertThat(new Shop(psp).api().refunds().retrieve(pending.getId()).getStatus())
          .isEqualTo("succeeded");
    }
  }

  @Test
  void theClockStaysWhereItWasAdvancedTo() throws Exception {
    try (MockPsp psp = start()) {
      new Wire(psp).control("clock", "{\"advance\":\"P8D\"}");
    }

    try (MockPsp psp = start()) {
      long created = new Shop(psp).open().getCreated();
      assertThat(created).isGreaterThan(java.time.Instant.now().getEpochSecond() + 7 * 86_400);
    }
  }

  @Test
  void twoProvidersCannotHaveOneDirectory() {
    MockPsp psp = start();
    try {
      assertThatThrownBy(this::start).isInstanceOf(StoreHeld.class);
    } finally {
      psp.close();
    }
  }

  private MockPsp start() {
    return MockPsp.start(MockPspSettings.inMemory().withData(directory));
  }
}
