package dev.tillgate.mockpsp.fault;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Which requests a fault is for, how often it strikes, and what is refused. */
class FaultRulesTest {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String FORM = "amount=1099&currency=eur&payment_method_types[]=card";
  private static final String PAID = FORM + "&payment_method=pm_card_visa";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/payment_intents, POST, 500 200 200",
    "/v1/payment_intents/*, GET, 200 200 500",
    "/v1/payment_intents/*, POST, 200 200 200",
    "/v1/payment_intents/*/confirm, POST, 200 500 200",
    "/v1/*/*/confirm, POST, 200 500 200",
    "/v1/pay*, POST, 500 200 200",
    "/v1/**, POST, 500 500 200",
    "**, GET, 200 200 500",
    "/v1/payment.intents, POST, 200 200 200",
    "/v1/payment.intents*, POST, 200 200 200"
  })
  void aPathIsExactOrHasWildcards(String path, String method, String statuses) throws Exception {
    String id = json(wire.post(INTENTS, FORM)).path("id").asString();
    script("\"match\":{\"method\":\"" + method + "\",\"path\":\"" + path + "\"}");

    int create = wire.post(INTENTS, FORM).statusCode();
    int confirm =
        wire.post(INTENTS + "/" + id + "/confirm", "payment_method=pm_card_visa").statusCode();
    int retrieve = wire.get(INTENTS + "/" + id).statusCode();

    assertThat("%d %d %d".formatted(create, confirm, retrieve)).isEqualTo(statuses);
  }

  @Test
  void aMethodOrMetadataIsThatOfTheRequestOrElseOfItsIntent() throws Exception {
    String visa = json(create("pm_card_visa", "ord_1")).path("id").asString();
    String other = json(create("pm_card_visa", "ord_1")).path("id").asString();
    String amex = json(create("pm_card_amex", "ord_2")).path("id").asString();
    script("\"match\":{\"payment_method\":\"pm_card_visa\",\"metadata\":{\"order_id\":\"ord_1\"}}");

    assertThat(create("pm_card_visa", "ord_1").statusCode()).isEqualTo(500);
    assertThat(create("pm_card_amex", "ord_1").statusCode()).isEqualTo(200);
    assertThat(create("pm_card_visa", "ord_2").statusCode()).isEqualTo(200);
    assertThat(confirm(visa, "payment_method=pm_card_amex").statusCode()).isEqualTo(200);
    assertThat(confirm(amex, "payment_method=pm_card_visa").statusCode()).isEqualTo(200);
    assertThat(confirm(other, "").statusCode()).isEqualTo(500);
  }

  @Test
  void aRefundIsAboutTheIntentThatItNames() throws Exception {
    String order = "&confirm=true&metadata[order_id]=";
    String first = json(wire.post(INTENTS, PAID + order + "ord_1")).path("id").asString();
    String second = json(wire.post(INTENTS, PAID + order + "ord_2")).path("id").asString();
    script("\"match\":{\"metadata\":{\"order_id\":\"ord_1\"}}");

    assertThat(wire.post("/v1/refunds", "payment_intent=" + first).statusCode()).isEqualTo(500);
    assertThat(wire.post("/v1/refunds", "payment_intent=" + second).statusCode()).isEqualTo(200);
  }

  @Test
  void aNullIsAsGoodAsNothing() throws Exception {
    script("\"times\":null,\"match\":null,\"when\":null");

    assertThat(wire.post(INTENTS, FORM).statusCode()).isEqualTo(500);
  }

  @Test
  void aFaultThatNamesNoSeedGetsOneOfItsOwn() throws Exception {
    script("\"times\":1");
    script("\"times\":1");

    ObjectNode faults = wire.control("faults");
    assertThat(faults.at("/faults/0/seed")).isNotEqualTo(faults.at("/faults/1/seed"));
  }

  @Test
  void aFaultShowsItsCountsAndEndsAfterItsTimes() throws Exception {
    script("\"match\":{\"path\":\"" + INTENTS + "\"},\"times\":2,\"seed\":7");

    int first = wire.post(INTENTS, FORM).statusCode();
    ObjectNode shown = wire.control("faults");
    List<Integer> then =
        List.of(wire.post(INTENTS, FORM).statusCode(), wire.post(INTENTS, FORM).statusCode());

    assertThat(first).isEqualTo(500);
    assertThat(then).containsExactly(500, 200);
    assertThat(shown.at("/faults/0").toString())
        .contains("\"match\":{\"path\":\"/v1/payment_intents\"},\"when\":\"before\"")
        .contains("\"do\":\"status\",\"status\":500,\"times\":2")
        .endsWith("\"seed\":7,\"remaining\":1,\"matched\":1,\"applied\":1}");
    assertThat(wire.control("faults").at("/faults/0/remaining").asInt()).isZero();
  }

  @Test
  void theOldestOfSeveralStrikesAndTheOthersKeepTheirTimes() throws Exception {
    script("\"times\":1");
    wire.control("faults", "{\"do\":\"status\",\"status\":503,\"times\":1}");

    assertThat(wire.post(INTENTS, FORM).statusCode()).isEqualTo(500);
    assertThat(wire.post(INTENTS, FORM).statusCode()).isEqualTo(503);
    assertThat(wire.post(INTENTS, FORM).statusCode()).isEqualTo(200);
    assertThat(wire.control("faults").at("/faults/1/matched").asInt()).isEqualTo(2);
  }

  @Test
  void theSameSeedGivesTheSameFaults() throws Exception {
    List<Integer> first = statuses("\"probability\":0.5,\"seed\":42");
    List<Integer> again = statuses("\"probability\":0.5,\"seed\":42");
    List<Integer> other = statuses("\"probability\":0.5,\"seed\":43");

    assertThat(first).contains(200, 500).isEqualTo(again).isNotEqualTo(other);
  }

  @Test
  void faultsEndOneByOneOrTogetherOrWithAReset() throws Exception {
    String id = script("\"times\":9");
    script("\"times\":9");

    assertThat(delete("faults/" + id).path("deleted").asBoolean()).isTrue();
    assertThat(delete("faults/" + id).at("/error/code").asString()).isEqualTo("resource_missing");
    assertThat(wire.control("faults").path("faults")).hasSize(1);
    assertThat(delete("faults").path("deleted").asInt()).isEqualTo(1);
    script("\"times\":9");
    wire.control("reset", "");
    assertThat(wire.control("faults").path("faults")).isEmpty();
    assertThat(wire.post(INTENTS, FORM).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|do",
        "{\"do\":\"explode\"}|do",
        "{\"do\":7}|do",
        "{\"do\":\"status\"}|status",
        "{\"do\":\"status\",\"status\":402}|status",
        "{\"do\":\"status\",\"status\":200}|status",
        "{\"do\":\"status\",\"status\":600}|status",
        "{\"do\":\"status\",\"status\":\"500\"}|status",
        "{\"do\":\"reset\",\"status\":500}|status",
        "{\"do\":\"delay\"}|delay",
        "{\"do\":\"delay\",\"delay\":\"3s\"}|delay",
        "{\"do\":\"delay\",\"delay\":\"-PT3S\"}|delay",
        "{\"do\":\"delay\",\"delay\":\"PT11M\"}|delay",
        "{\"do\":\"reset\",\"when\":\"during\"}|when",
        "{\"do\":\"reset\",\"times\":0}|times",
        "{\"do\":\"reset\",\"times\":1000001}|times",
        "{\"do\":\"reset\",\"times\":1.5}|times",
        "{\"do\":\"reset\",\"times\":2.0}|times",
        "{\"do\":\"reset\",\"seed\":99999999999999999999}|seed",
        "{\"do\":\"reset\",\"probability\":1.1}|probability",
        "{\"do\":\"reset\",\"probability\":-0.1}|probability",
        "{\"do\":\"reset\",\"probability\":\"often\"}|probability",
        "{\"do\":\"reset\",\"seed\":\"x\"}|seed",
        "{\"do\":\"reset\",\"often\":true}|often",
        "{\"do\":\"reset\",\"match\":7}|match",
        "{\"do\":\"reset\",\"match\":{\"amount\":7}}|match.amount",
        "{\"do\":\"reset\",\"match\":{\"method\":\"PATCH\"}}|match.method",
        "{\"do\":\"reset\",\"match\":{\"path\":\"v1\"}}|match.path",
        "{\"do\":\"reset\",\"match\":{\"payment_method\":\"\"}}|match.payment_method",
        "{\"do\":\"reset\",\"match\":{\"metadata\":{\"a\":7}}}|match.metadata.a"
      })
  void whatIsNotAFaultIsRefusedByItsField(String body, String field) throws Exception {
    ObjectNode refused = wire.control("faults", body);

    assertThat(refused.at("/error/type").asString()).isEqualTo("invalid_request_error");
    assertThat(refused.at("/error/param").asString()).isEqualTo(field);
    assertThat(wire.control("faults").path("faults")).isEmpty();
  }

  private List<Integer> statuses(String fields) throws Exception {
    delete("faults");
    script(fields);
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      statuses.add(wire.post(INTENTS, FORM).statusCode());
    }
    return statuses;
  }

  private String script(String fields) throws Exception {
    return wire.control("faults", "{\"do\":\"status\",\"status\":500," + fields + "}")
        .path("id")
        .asString();
  }

  private ObjectNode delete(String path) throws Exception {
    return json(wire.send(HttpRequest.newBuilder(psp.url().resolve("/_mock/" + path)).DELETE()));
  }

  private HttpResponse<String> create(String method, String order) throws Exception {
    return wire.post(INTENTS, FORM + "&payment_method=" + method + "&metadata[order_id]=" + order);
  }

  private HttpResponse<String> confirm(String id, String form) throws Exception {
    return wire.post(INTENTS + "/" + id + "/confirm", form);
  }
}
