package dev.tillgate.mockpsp.callback;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.param.EventListParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a plan for callbacks may say, whom it is for, and how long it is in force. */
class CallbackPlanTest {
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
  void aPlanMayBeForSomeTypesOnly() throws Exception {
    plan("\"drop\":1,\"types\":[\"charge.*\",\"payment_intent.created\"]");
    shop.pay("pm_card_visa");

    receiver.next("payment_intent.succeeded");
    assertThat(attempts(3))
        .filteredOn(attempt -> attempt.path("outcome").asString().equals("dropped"))
        .extracting(attempt -> attempt.path("type").asString())
        .containsExactlyInAnyOrder("charge.succeeded", "payment_intent.created");
  }

  @Test
  void aTypeWithoutAWildcardIsThatTypeOnly() throws Exception {
    plan("\"drop\":1,\"types\":[\"charge\",\"payment_intent.succeed\"]");
    shop.pay("pm_card_visa");

    assertThat(attempts(3)).noneMatch(tried -> tried.path("outcome").asString().equals("dropped"));
  }

  @Test
  void whatTheBankDoesAloneWaitsForNoAnswer() throws Exception {
    String id = shop.pay("pm_card_pendingRefund").getId();
    wire.post("/v1/refunds", "payment_intent=" + id);
    plan("\"before_answer\":true");

    wire.control("clock", "{\"advance\":\"PT3M\"}");

    receiver.next("refund.updated");
  }

  @Test
  void aPlanThatNamesNoSeedGetsOneOfItsOwn() throws Exception {
    JsonNode first = wire.control("callbacks", "{}").at("/plan/seed");
    JsonNode second = wire.control("callbacks", "{}").at("/plan/seed");

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void theSameSeedDropsTheSameEvents() throws Exception {
    List<Boolean> first = drops(11);
    List<Boolean> again = drops(11);
    List<Boolean> other = drops(12);

    assertThat(first).contains(true, false).isEqualTo(again).isNotEqualTo(other);
  }

  @Test
  void aPlanReplacesTheOneBeforeAndEndsOnRequestOrWithAReset() throws Exception {
    plan("\"drop\":1,\"seed\":5");
    plan("\"duplicate\":1,\"seed\":6");
    assertThat(wire.control("callbacks").at("/plan/seed").asInt()).isEqualTo(6);
    assertThat(end().path("deleted").asBoolean()).isTrue();
    assertThat(end().path("deleted").asBoolean()).isFalse();
    plan("\"drop\":1");
    shop.open();
    wire.control("reset", "");

    assertThat(wire.control("callbacks").path("plan").isNull()).isTrue();
    assertThat(attempts(0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"duplicate\":-1}|duplicate",
        "{\"duplicate\":101}|duplicate",
        "{\"shuffle\":\"yes\"}|shuffle",
        "{\"drop\":2}|drop",
        "{\"delay\":\"2s\"}|delay",
        "{\"delay\":\"P31D\"}|delay",
        "{\"delay\":\"PT2S\",\"before_answer\":true}|delay",
        "{\"before_answer\":1}|before_answer",
        "{\"stale_by\":\"PT0S\"}|stale_by",
        "{\"bad_signature\":\"\"}|bad_signature",
        "{\"truncate\":0}|truncate",
        "{\"types\":\"charge.succeeded\"}|types",
        "{\"types\":[7]}|types",
        "{\"seed\":1.5}|seed",
        "{\"lose\":true}|lose"
      })
  void whatIsNotAPlanIsRefusedByItsField(String body, String field) throws Exception {
    ObjectNode refused = wire.control("callbacks", body);

    assertThat(refused.at("/error/type").asString()).isEqualTo("invalid_request_error");
    assertThat(refused.at("/error/param").asString()).isEqualTo(field);
    assertThat(wire.control("callbacks").path("plan").isNull()).isTrue();
  }

  private List<Boolean> drops(long seed) throws Exception {
    wire.control("reset", "");
    plan("\"drop\":0.5,\"seed\":" + seed);
    for (int i = 0; i < 4; i++) {
      shop.pay("pm_card_visa");
    }
    List<String> dropped =
        attempts(12).stream()
            .filter(attempt -> attempt.path("outcome").asString().equals("dropped"))
            .map(attempt -> attempt.path("event").asString())
            .toList();
    return shop
        .api()
        .events()
        .list(EventListParams.builder().setLimit(100L).build())
        .getData()
        .stream()
        .map(event -> dropped.contains(event.getId()))
        .toList();
  }

  private void plan(String fields) throws Exception {
    assertThat(wire.control("callbacks", "{" + fields + "}").path("plan").isObject()).isTrue();
  }

  private ObjectNode end() throws Exception {
    return json(wire.send(HttpRequest.newBuilder(psp.url().resolve("/_mock/callbacks")).DELETE()));
  }

  /** At least so many: one is written down after it was answered, so a moment may pass. */
  private List<JsonNode> attempts(int least) throws Exception {
    return new AttemptsSeen(psp).atLeast(least);
  }
}
