package dev.tillgate.mockpsp.callback;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.store.Json;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every fault of a callback as its receiver sees it, and what the provider says about it. */
class CallbackFaultTest {
  private final SteppedClock clock = new SteppedClock();
  private Receiver receiver;
  private MockPsp psp;
  private Shop shop;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    receiver = new Receiver();
    psp =
        MockPsp.start(
            MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET),
            clock,
            new Random(1));
    shop = new Shop(psp);
    wire = new Wire(psp);
  }

  @AfterEach
  void stop() {
    psp.close();
    receiver.close();
  }

  @Test
  void aDuplicatedCallbackArrivesThatManyTimesMore() throws Exception {
    plan("\"duplicate\":2");
    shop.open();

    String body = receiver.next("payment_intent.created").body();

    assertThat(receiver.next("payment_intent.created").body()).isEqualTo(body);
    assertThat(receiver.next("payment_intent.created").body()).isEqualTo(body);
    assertThat(attempts(3)).extracting(attempt -> attempt.path("event")).hasSize(3);
    assertThat(receiver.rest()).isEmpty();
    assertThat(counts().path("duplicated").asInt()).isEqualTo(2);
  }

  @Test
  void aDroppedCallbackIsNeverSentUnlessItIsResent() throws Exception {
    plan("\"drop\":1");
    shop.open();
    JsonNode dropped = attempts(1).getFirst();
    String event = dropped.path("event").asString();

    assertThat(dropped.path("outcome").asString()).isEqualTo("dropped");
    assertThat(dropped.path("attempt").asInt()).isZero();
    assertThat(dropped.path("next_retry").isNull()).isTrue();
    assertThat(pendingWebhooks(event)).isZero();
    assertThat(undelivered()).containsExactly(event);
    wire.control("clock", "{\"advance\":\"P4D\"}");
    end();
    wire.control("events/" + event + "/resend", "");

    assertThat(receiver.next(callback -> true).body()).contains(event);
    assertThat(attempts(2)).hasSize(2);
    assertThat(undelivered()).isEmpty();
  }

  @Test
  void aDelayedCallbackIsDueLaterByTheProvidersClock() throws Exception {
    plan("\"delay\":\"PT2S\"");
    String event = eventOf(shop.open().getId());
    wire.control("clock", "{\"advance\":\"PT1.999S\"}");
    int pendingBefore = pendingWebhooks(event);
    List<JsonNode> attemptsBefore = attempts(0);
    wire.control("clock", "{\"advance\":\"PT0.001S\"}");

    assertThat(receiver.next("payment_intent.created").body()).contains(event);
    assertThat(pendingBefore).isEqualTo(1);
    assertThat(attemptsBefore).isEmpty();
  }

  @Test
  void shuffledCallbacksArriveOneByOneInAnOrderOfTheSeed() throws Exception {
    List<String> first = shuffled(3);
    List<String> again = shuffled(3);
    List<String> other = shuffled(4);

    assertThat(first)
        .containsExactlyInAnyOrder(
            "payment_intent.created", "charge.succeeded", "payment_intent.succeeded")
        .isEqualTo(again)
        .isNotEqualTo(other);
  }

  @Test
  void callbacksBeforeTheAnswerArriveAndAreAnsweredFirst() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    receiver.beforeAnswering(callback -> order.add("callback"));
    plan("\"before_answer\":true");

    shop.pay("pm_card_visa");
    order.add("answer");

    assertThat(order).containsExactly("callback", "callback", "callback", "answer");
    assertThat(attempts(3)).allMatch(attempt -> attempt.path("delivered").asBoolean());
    assertThat(counts().path("before_answer").asInt()).isEqualTo(3);
  }

  @Test
  void aStaleCallbackIsRightlySignedButTooOldToBelieve() throws Exception {
    plan("\"stale_by\":\"PT10M\"");
    shop.open();
    Receiver.Callback stale = receiver.next("payment_intent.created");

    long at = clock.instant().getEpochSecond() - 600;
    assertThat(stale.signature()).startsWith("t=" + at + ",");
    assertThat(Webhook.Util.computeHmacSha256(Receiver.SECRET, at + "." + stale.body()))
        .isEqualTo(stale.signature().substring(stale.signature().indexOf("v1=") + 3));
    assertThat(faultsOf(attempts(1).getFirst())).isEqualTo("[\"stale_by\"]");
  }

  @Test
  void aBadlySignedCallbackIsNotBelievedAndItsRetryAfterThePlanIs() throws Exception {
    receiver.answers(400);
    plan("\"bad_signature\":true");
    shop.open();
    Receiver.Callback bad = receiver.next("payment_intent.created");
    String event = attempts(1).getFirst().path("event").asString();
    end();
    wire.control("clock", "{\"advance\":\"PT5S\"}");
    Receiver.Callback good = receiver.next("payment_intent.created");

    assertThatThrownBy(() -> believed(bad)).isInstanceOf(SignatureVerificationException.class);
    assertThat(believed(good)).isEqualTo(event);
    assertThat(good.body()).isEqualTo(bad.body());
  }

  @Test
  void aTruncatedCallbackEndsHalfWayUnderTheSignatureOfTheWhole() throws Exception {
    receiver.answers(400);
    plan("\"truncate\":true");
    shop.open();
    Receiver.Callback half = receiver.next(callback -> true);
    attempts(1);
    end();
    wire.control("clock", "{\"advance\":\"PT5S\"}");
    Receiver.Callback whole = receiver.next("payment_intent.created");

    assertThat(half.body()).isEqualTo(whole.body().substring(0, whole.body().length() / 2));
    assertThatThrownBy(() -> believed(half)).isInstanceOf(SignatureVerificationException.class);
    assertThat(half.signature())
        .startsWith(
            "t="
                + clock.instant().getEpochSecond()
                + ",v1="
                + Webhook.Util.computeHmacSha256(
                    Receiver.SECRET, clock.instant().getEpochSecond() + "." + whole.body()));
  }

  private List<String> shuffled(long seed) throws Exception {
    plan("\"shuffle\":true,\"seed\":" + seed);
    shop.pay("pm_card_visa");
    wire.control("clock", "{\"advance\":\"PT0.2S\"}");
    List<String> types = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String body = receiver.next(callback -> true).body();
      types.add(Json.parse(body).path("type").asString());
    }
    return types;
  }

  private String believed(Receiver.Callback callback) throws Exception {
    // The clock stands still in 2027, so the age is not judged here.
    return Webhook.constructEvent(
            callback.body(), callback.signature(), Receiver.SECRET, Long.MAX_VALUE)
        .getId();
  }

  private void plan(String fields) throws Exception {
    assertThat(wire.control("callbacks", "{" + fields + "}").path("plan").isObject()).isTrue();
  }

  private ObjectNode end() throws Exception {
    return json(wire.send(HttpRequest.newBuilder(psp.url().resolve("/_mock/callbacks")).DELETE()));
  }

  private JsonNode counts() throws Exception {
    return wire.control("callbacks").at("/plan/counts");
  }

  /** At least so many: one is written down after it was answered, so a moment may pass. */
  private List<JsonNode> attempts(int least) throws Exception {
    return new AttemptsSeen(psp).atLeast(least);
  }

  private static String faultsOf(JsonNode attempt) {
    return attempt.path("faults").toString();
  }

  private String eventOf(String intent) throws Exception {
    return shop.api().events().list().getData().stream()
        .filter(event -> event.toJson().contains(intent))
        .findFirst()
        .orElseThrow()
        .getId();
  }

  private int pendingWebhooks(String event) throws Exception {
    return json(wire.get("/v1/events/" + event)).path("pending_webhooks").asInt();
  }

  private List<String> undelivered() throws Exception {
    return json(wire.get("/v1/events?delivery_success=false"))
        .path("data")
        .valueStream()
        .map(event -> event.path("id").asString())
        .toList();
  }
}
