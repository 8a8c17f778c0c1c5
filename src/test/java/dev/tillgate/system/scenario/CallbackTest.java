package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.client.CallbackAttempt;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.SignedCallback;
import dev.tillgate.system.stage.Stage;
import dev.tillgate.system.stage.StoreFile;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Only the provider's word finishes an order, and only once. */
class CallbackTest {
  private static final Duration ALMOST_FRESH = Duration.ofSeconds(-290);
  private static final Duration STALE = Duration.ofSeconds(-310);
  private static final Duration FUTURE = Duration.ofSeconds(320);

  @RegisterExtension final Stage stage = Stage.whole();

  @Test
  @DisplayName("PAY-B1 a forged callback is refused and changes nothing")
  void aForgedCallbackChangesNothing() {
    isRefused(good -> good.forged().send(stage.wiring()));
  }

  @Test
  @DisplayName("PAY-B2 a stale callback is refused and changes nothing")
  void aStaleCallbackChangesNothing() {
    isRefused(good -> good.signedLaterBy(STALE).send(stage.wiring()));
  }

  @Test
  @DisplayName("PAY-B2 a callback from the future is refused and changes nothing")
  void aCallbackFromTheFutureChangesNothing() {
    isRefused(good -> good.signedLaterBy(FUTURE).send(stage.wiring()));
  }

  @Test
  @DisplayName("PAY-B1 a truncated callback is refused and changes nothing")
  void aTruncatedCallbackChangesNothing() {
    isRefused(
        good -> good.send(stage.wiring(), good.body().substring(0, good.body().length() - 1)));
  }

  @Test
  @DisplayName("FLT-S05 a callback that is not quite stale is taken")
  void aCallbackThatIsNotQuiteStaleIsTaken() {
    Paid paid = paidInSecret();

    Reply answer = paid.callback().signedLaterBy(ALMOST_FRESH).send(stage.wiring());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(status(paid.order())).isEqualTo("confirmed");
  }

  @Test
  @DisplayName("PAY-A2 a good callback sent thirty times at once finishes the order once")
  void aGoodCallbackSentThirtyTimesAtOnceFinishesTheOrderOnce() throws InterruptedException {
    Paid paid = paidInSecret();

    List<Integer> statuses =
        AtOnce.times(30, copy -> paid.callback().send(stage.wiring()).status());

    assertThat(statuses).hasSize(30).containsOnly(200);
    assertThat(status(paid.order())).isEqualTo("confirmed");
    assertThat(stage.books().types(paid.order()))
        .containsExactly("order.placed", "order.confirmed");
    assertThat(new StoreFile(stage.wiring()).callbacks()).isEqualTo(1);
    stage.startPsp();
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-B3 a genuine callback that somebody recorded and sends again has no effect")
  void aCallbackThatSomebodyRecordedAndSendsAgainHasNoEffect() {
    Paid paid = paidInSecret();
    paid.callback().send(stage.wiring()).expect(200);
    JsonNode confirmed = stage.shop().order(paid.order());

    Reply again = paid.callback().send(stage.wiring());

    assertThat(again.status()).isEqualTo(200);
    assertThat(stage.shop().order(paid.order())).isEqualTo(confirmed);
    assertThat(stage.books().types(paid.order()))
        .containsExactly("order.placed", "order.confirmed");
    assertThat(new StoreFile(stage.wiring()).callbacks()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"identity, 70000, 413", "identity, 10000000, 413", "gzip, 100, 415"})
  @DisplayName("PAY-B7 a callback that is too long or compressed is refused unread")
  void aCallbackThatIsTooLongOrCompressedIsRefused(String encoding, int length, int status) {
    Reply answer =
        new HttpClient(stage.wiring().gatewayUrl(), "not-needed-here")
            .post("/v1/callbacks/stripe", "x".repeat(length), "Content-Encoding", encoding);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(new StoreFile(stage.wiring()).callbacks()).isZero();
  }

  @Test
  @DisplayName("PAY-A8 a callback that comes before the provider's own answer finishes the order")
  void aCallbackThatComesBeforeTheAnswerFinishesTheOrder() {
    Reply answer =
        stage.shop().checkOut(Purchase.of(TEA, "pm_mock_callbackFirst"), "Prefer", "wait=20");

    assertThat(answer.status()).isEqualTo(201);
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-A1 a callback that comes twice has one effect")
  void aCallbackThatComesTwiceHasOneEffect() {
    String order =
        stage.shop().checkOut(Purchase.of(TEA, "pm_mock_callbackTwice")).expect(201).text("/id");

    Poll.until("all copies to have been taken", PATIENCE, this::nothingIsPending);
    assertThat(stage.books().types(order)).containsExactly("order.placed", "order.confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-A1 callbacks that come three times, in any order or not at all finish it once")
  void callbacksInDisorderFinishEachOrderOnce() {
    stage.psp().callbacks().plan().duplicate(2).shuffle().drop(0.5).seed(1).begin();

    List<Reply> answers =
        IntStream.range(0, 5)
            .mapToObj(
                i -> stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa"), "Prefer", "wait=30"))
            .toList();

    assertThat(answers).extracting(Reply::status).containsOnly(201);
    assertThat(stage.psp().callbacks().attempts())
        .extracting(CallbackAttempt::outcome)
        .contains("dropped", "200");
    stage.books().agree(STOCK);
  }

  private boolean nothingIsPending() {
    return stage
        .provider()
        .events("payment_intent.succeeded")
        .valueStream()
        .allMatch(event -> event.path("pending_webhooks").asInt() == 0);
  }

  private void isRefused(Function<SignedCallback, Reply> sending) {
    Paid paid = paidInSecret();

    Reply answer = sending.apply(paid.callback());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("/code")).isEqualTo("callback-refused");
    assertThat(status(paid.order())).isEqualTo("pending");
    assertThat(stage.books().types(paid.order())).containsExactly("order.placed");
    assertThat(new StoreFile(stage.wiring()).callbacks()).isZero();
  }

  /** An order that is paid though the gateway has not been told, and the callback to tell it. */
  private record Paid(String order, SignedCallback callback) {}

  /** The provider then stops, so that nobody but the test can tell the gateway. */
  private Paid paidInSecret() {
    Purchase purchase = Purchase.of(TEA, "pm_mock_callbackNever");
    String order = stage.shop().checkOut(purchase, "Prefer", "wait=0").expect(202).text("/id");
    JsonNode events =
        Poll.until(
            "the payment at the provider",
            PATIENCE,
            () -> stage.provider().events("payment_intent.succeeded"),
            found -> !found.isEmpty());
    SignedCallback callback = SignedCallback.of(events.get(0));
    stage.stopPsp();
    return new Paid(order, callback);
  }

  private String status(String order) {
    return stage.shop().order(order).path("status").asString();
  }
}
