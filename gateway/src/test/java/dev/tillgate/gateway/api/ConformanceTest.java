package dev.tillgate.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.http.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What the other tests lean on: drift is noticed, in either direction. */
class ConformanceTest {
  private static final String ORDER = "/v1/orders/ord_01m84a53x5y1p8yqat4zbedyte";

  private final ApiDocument document = ApiDocument.shipped();
  private final ApiCall checkOut =
      new ApiCall(document.operation("checkOut")).once("a-key").json("{'items':[]}");

  @Test
  void anAnswerThatFitsHasNoFaults() {
    assertThat(faults(201, Map.of("location", ORDER), order -> {})).isEmpty();
  }

  @Test
  void aStatusNobodyDocumentedIsAFault() {
    assertThat(faults(206, Map.of("location", ORDER), order -> {}))
        .containsExactly("the status 206 is not documented");
  }

  @Test
  void headersThatAreMissingNewOrWrongAreFaults() {
    assertThat(faults(201, Map.of(), order -> {}))
        .containsExactly("the header Location is missing");
    assertThat(faults(201, Map.of("location", ORDER, "x-new", "1"), order -> {}))
        .containsExactly("the header x-new is not documented");
    assertThat(faults(201, Map.of("location", "/elsewhere"), order -> {}))
        .singleElement()
        .asString()
        .contains("Location");
  }

  @Test
  void membersThatAreMissingNewOrWrongAreFaults() {
    assertFault(order -> order.remove("cart_id"), "cart_id");
    assertFault(order -> order.put("color", "green"), "color");
    assertFault(order -> order.put("amount", "2598"), "amount");
    assertFault(order -> order.put("created_at", "yesterday"), "created_at");
    assertFault(order -> order.withObject("payment").put("fee", 1), "fee");
  }

  private void assertFault(Consumer<ObjectNode> drift, String named) {
    assertThat(faults(201, Map.of("location", ORDER), drift))
        .singleElement()
        .asString()
        .contains(named);
  }

  @Test
  void aProblemMustBeOneTheOperationDocuments() {
    ObjectNode problem = Json.object().put("type", "https://tillgate.dev/problems/too-early");
    problem.put("title", "too early").put("status", 409).put("detail", "Come back later.");
    Map<String, String> headers = Map.of("content-type", "application/problem+json");

    ApiAnswer answer = new ApiAnswer(409, headers, problem.put("code", "too-early").toString());

    assertThat(Conformance.faults(checkOut, answer)).isNotEmpty();
  }

  @Test
  void whatWasTakenMustBeDocumentedToo() {
    ApiCall odd = order(checkOut.query("fast", "1").header("X-Odd", "1"), "'coupon':'x'");

    assertThat(Conformance.faults(odd, answer(201, Map.of("location", ORDER), order -> {})))
        .anyMatch(fault -> fault.contains("fast"))
        .anyMatch(fault -> fault.contains("X-Odd"))
        .anyMatch(fault -> fault.contains("coupon"));
  }

  private List<String> faults(int status, Map<String, String> headers, Consumer<ObjectNode> drift) {
    return Conformance.faults(order(checkOut, "'metadata':{}"), answer(status, headers, drift));
  }

  /** The call with a body that is in order but for this member. */
  private static ApiCall order(ApiCall call, String member) {
    String body = call.operation().bodyExample().substring(1);
    return call.body("{" + member.replace('\'', '"') + "," + body);
  }

  /** The answer the document shows, drifted. */
  private ApiAnswer answer(int status, Map<String, String> headers, Consumer<ObjectNode> drift) {
    Spot content = checkOut.operation().spot().at("responses").at("201").at("content");
    ObjectNode order = (ObjectNode) content.at("application/json").node().get("example").deepCopy();
    drift.accept(order);
    Map<String, String> all = new TreeMap<>(headers);
    all.put("content-type", "application/json");
    return new ApiAnswer(status, all, Json.text(order));
  }
}
