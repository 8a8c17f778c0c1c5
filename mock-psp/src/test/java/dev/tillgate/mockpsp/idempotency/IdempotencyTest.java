package dev.tillgate.mockpsp.idempotency;

import static dev.tillgate.mockpsp.Wire.header;
import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One key, one effect, one answer. */
class IdempotencyTest {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String FORM = "amount=1099&currency=eur&payment_method_types[]=card";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void theOfficialLibraryGetsTheSameIntentForTheSameKey() throws Exception {
    PaymentIntent first =
        shop.api().paymentIntents().create(Shop.order().build(), Shop.key("order-1"));
    PaymentIntent again =
        shop.api().paymentIntents().create(Shop.order().build(), Shop.key("order-1"));

    assertThat(again).isEqualTo(first);
    assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
        .contains("true");
  }

  @Test
  void aReplayIsTheSameBytesUnderTheRequestIdOfTheFirst() throws Exception {
    HttpResponse<String> first = keyed("k1", FORM);
    HttpResponse<String> again =
        keyed("k1", "payment_method_types%5B0%5D=card&currency=eur&amount=1099");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(header(again, "Idempotent-Replayed")).isEqualTo("true");
    assertThat(header(again, "Idempotency-Key")).isEqualTo("k1");
    assertThat(header(again, "Original-Request")).isEqualTo(header(first, "Request-Id"));
    assertThat(header(again, "Request-Id")).isNotEqualTo(header(first, "Request-Id"));
    assertThat(header(first, "Idempotent-Replayed")).isEmpty();
    assertThat(counts("k1")).isEqualTo("1 executions, 1 replays");
  }

  @Test
  void otherParametersOrAnotherPathUnderTheSameKeyAreRefused() throws Exception {
    String id = json(keyed("k1", FORM)).path("id").asString();

    HttpResponse<String> other = keyed("k1", FORM + "&description=x");
    HttpResponse<String> elsewhere =
        wire.post(INTENTS + "/" + id + "/cancel", "", "Idempotency-Key", "k1");

    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(json(other).at("/error/type").asString()).isEqualTo("idempotency_error");
    assertThat(elsewhere.statusCode()).isEqualTo(400);
  }

  @Test
  void aDeclineAndAServerErrorAreKept() throws Exception {
    String declined = FORM + "&confirm=true&payment_method=pm_card_visa_chargeDeclined";
    String broken = FORM + "&confirm=true&payment_method=pm_mock_chargeThen500";

    assertThat(keyed("k1", declined).statusCode()).isEqualTo(402);
    assertThat(keyed("k1", declined).body()).isEqualTo(keyed("k1", declined).body());
    assertThat(keyed("k2", broken).statusCode()).isEqualTo(500);
    assertThat(header(keyed("k2", broken), "Idempotent-Replayed")).isEqualTo("true");
    assertThat(wire.control("ledger").path("payment_intents")).hasSize(2);
  }

  @Test
  void aRefusalInTheWrongStateIsKeptButABadParameterIsNot() throws Exception {
    String id = shop.pay("pm_card_visa").getId();
    String cancel = INTENTS + "/" + id + "/cancel";
    wire.post(cancel, "", "Idempotency-Key", "k1");

    HttpResponse<String> kept = wire.post(cancel, "", "Idempotency-Key", "k1");
    HttpResponse<String> bad = keyed("k2", "amount=x&currency=eur");
    HttpResponse<String> good = keyed("k2", FORM);

    assertThat(header(kept, "Idempotent-Replayed")).isEqualTo("true");
    assertThat(bad.statusCode()).isEqualTo(400);
    assertThat(good.statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyIsForgottenAfterADayOfTheProvidersClock() throws Exception {
    String first = json(keyed("k1", FORM)).path("id").asString();
    wire.control("clock", "{\"advance\":\"PT23H59M\"}");
    String soon = json(keyed("k1", FORM)).path("id").asString();
    wire.control("clock", "{\"advance\":\"PT2M\"}");
    String later = json(keyed("k1", FORM)).path("id").asString();

    assertThat(soon).isEqualTo(first);
    assertThat(later).isNotEqualTo(first);
    assertThat(counts("k1")).isEqualTo("2 executions, 1 replays");
  }

  @Test
  void twoWhoAskAgainAtOnceBothGetTheKeptAnswer() throws Exception {
    JsonNode first = json(keyed("k1", FORM));
    int others = 30;
    CountDownLatch start = new CountDownLatch(1);
    List<Future<HttpResponse<String>>> again = new ArrayList<>();

    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < others; i++) {
        again.add(
            callers.submit(() -> {
              start.await();
              return keyed("k1", FORM);
            }));
      }
      start.countDown();
      for (Future<HttpResponse<String>> response : again) {
        assertThat(json(response.get())).isEqualTo(first);
      }
    }
  }

  @Test
  void aKeyHasAtMost255Characters() throws Exception {
    assertThat(keyed("k".repeat(255), FORM).statusCode()).isEqualTo(200);
    assertThat(keyed("k".repeat(256), FORM).statusCode()).isEqualTo(400);
  }

  @Test
  void thirtyCreatesAtOnceWithOneKeyMakeOneIntent() throws Exception {
    assertOneOf(thirty(FORM));
  }

  @Test
  void thirtyCreatesAtOnceMakeOneIntentAlsoWhenTheAnswerTakes200Milliseconds() throws Exception {
    try (Receiver receiver = new Receiver();
        MockPsp slow =
            MockPsp.start(
                MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET))) {
      receiver.beforeAnswering(callback -> after(200));
      Wire slowWire = new Wire(slow);

      assertOneOf(thirty(slowWire, FORM + "&payment_method=pm_mock_callbackFirst"));

      assertThat(slowWire.control("ledger").path("payment_intents")).hasSize(1);
    }
  }

  @Test
  void whileTheFirstIsRunningItsKeyIsInUseAndItsObjectIsLocked() throws Exception {
    try (Receiver receiver = new Receiver();
        MockPsp held =
            MockPsp.start(
                MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET))) {
      Wire heldWire = new Wire(held);
      String id = new Shop(held).open().getId();
      String confirm = INTENTS + "/" + id + "/confirm";
      List<HttpResponse<String>> meanwhile = new ArrayList<>();
      CountDownLatch once = new CountDownLatch(1);
      receiver.beforeAnswering(callback -> {
        if (callback.isAbout("charge.succeeded") && once.getCount() == 1) {
          once.countDown();
          meanwhile.add(post(heldWire, confirm, "k1"));
          meanwhile.add(post(heldWire, confirm, "k2"));
        }
      });

      HttpResponse<String> first = post(heldWire, confirm, "k1");

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(json(meanwhile.get(0)).at("/error/code").asString())
          .isEqualTo("idempotency_key_in_use");
      assertThat(meanwhile.get(0).statusCode()).isEqualTo(409);
      assertThat(json(meanwhile.get(1)).at("/error/code").asString()).isEqualTo("lock_timeout");
      assertThat(header(meanwhile.get(1), "Stripe-Should-Retry")).isEqualTo("true");
      assertThat(post(heldWire, confirm, "k1").body()).isEqualTo(first.body());
    }
  }

  private static HttpResponse<String> post(Wire wire, String path, String key) {
    try {
      return wire.post(path, "payment_method=pm_mock_callbackFirst", "Idempotency-Key", key);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void after(long millis) {
    CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
        .join();
  }

  private List<HttpResponse<String>> thirty(String form) throws Exception {
    List<HttpResponse<String>> responses = thirty(wire, form);
    assertThat(wire.control("ledger").path("payment_intents")).hasSize(1);
    assertThat(counts("same")).startsWith("1 executions");
    return responses;
  }

  private static List<HttpResponse<String>> thirty(Wire wire, String form) throws Exception {
    List<Future<HttpResponse<String>>> calls = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        calls.add(
            threads.submit(() -> {
              go.await();
              return wire.post(INTENTS, form, "Idempotency-Key", "same");
            }));
      }
      go.countDown();
    }
    List<HttpResponse<String>> responses = new ArrayList<>();
    for (Future<HttpResponse<String>> call : calls) {
      responses.add(call.get());
    }
    return responses;
  }

  private static void assertOneOf(List<HttpResponse<String>> responses) {
    assertThat(responses).extracting(HttpResponse::statusCode).isSubsetOf(200, 409).contains(200);
    assertThat(responses.stream().filter(r -> r.statusCode() == 200).map(HttpResponse::body))
        .containsOnly(
            responses.stream().filter(r -> r.statusCode() == 200).findFirst().orElseThrow().body());
  }

  private HttpResponse<String> keyed(String key, String form) throws Exception {
    return wire.post(INTENTS, form, "Idempotency-Key", key);
  }

  private String counts(String key) throws Exception {
    for (JsonNode entry : wire.control("ledger").path("keys")) {
      if (entry.path("key").asString().equals(key)) {
        return "%d executions, %d replays"
            .formatted(entry.path("executions").asInt(), entry.path("replays").asInt());
      }
    }
    return "unknown";
  }
}
