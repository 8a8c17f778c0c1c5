package dev.tillgate.mockpsp.refund;

import static dev.tillgate.mockpsp.Wire.header;
import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a payment is being refunded, no other call changes it; while it is changed, no refund. */
class RefundLockTest {
  private Receiver receiver;
  private MockPsp psp;
  private Shop shop;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    psp = MockPsp.start(MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET));
    shop = new Shop(psp);
    wire = new Wire(psp);
  }

  @AfterEach
  void stop() {
    psp.close();
    receiver.close();
  }

  @Test
  void aRefundHoldsItsIntent() throws Exception {
    PaymentIntent paid = shop.pay("pm_mock_callbackFirst");
    PaymentIntent other = shop.pay("pm_card_visa");
    Refund earlier = refund(paid, 1);

    List<HttpResponse<String>> meanwhile =
        during(
            "refund.created",
            () -> refund(paid, 2),
            "/v1/refunds?payment_intent=" + paid.getId(),
            "/v1/refunds?charge=" + paid.getLatestCharge(),
            "/v1/refunds/" + earlier.getId(),
            "/v1/refunds/" + earlier.getId() + "/cancel",
            "/v1/payment_intents/" + paid.getId(),
            "/v1/refunds?payment_intent=" + other.getId());

    assertThat(meanwhile)
        .extracting(HttpResponse::statusCode)
        .containsExactly(429, 429, 429, 429, 429, 200);
    assertThat(json(meanwhile.getFirst()).at("/error/code").asString()).isEqualTo("lock_timeout");
    assertThat(header(meanwhile.getFirst(), "Stripe-Should-Retry")).isEqualTo("true");
  }

  @Test
  void aChangeOfTheIntentHoldsOffItsRefunds() throws Exception {
    String id = shop.open().getId();

    List<HttpResponse<String>> meanwhile =
        during(
            "payment_intent.succeeded",
            () ->
                wire.post(
                    "/v1/payment_intents/" + id + "/confirm",
                    "payment_method=pm_mock_callbackFirst"),
            "/v1/refunds?payment_intent=" + id);

    assertThat(meanwhile).extracting(HttpResponse::statusCode).containsExactly(429);
  }

  /** The calls are made while the callback of the work waits for its answer. */
  private List<HttpResponse<String>> during(String type, Work work, String... calls)
      throws Exception {
    List<HttpResponse<String>> answers = new ArrayList<>();
    CountDownLatch once = new CountDownLatch(1);
    receiver.beforeAnswering(callback -> {
      if (callback.isAbout(type) && once.getCount() == 1) {
        once.countDown();
        List.of(calls).forEach(call -> answers.add(post(call)));
      }
    });
    work.run();
    return answers;
  }

  private interface Work {
    void run() throws Exception;
  }

  private HttpResponse<String> post(String call) {
    String[] parts = call.split("\\?", 2);
    try {
      return wire.post(parts[0], parts.length == 1 ? "" : parts[1]);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Refund refund(PaymentIntent intent, long amount) throws Exception {
    return shop.api()
        .refunds()
        .create(
            RefundCreateParams.builder()
                .setPaymentIntent(intent.getId())
                .setAmount(amount)
                .build());
  }
}
