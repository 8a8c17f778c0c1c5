package dev.tillgate.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What receivers get is what the document says under {@code webhooks}. */
class ApiEventsTest {
  private static final List<String> WAYS =
      List.of(
          StubProvider.PAYS,
          StubProvider.ASKS,
          StubProvider.DECLINES,
          StubProvider.CHARGES_TOO_MUCH);

  @Test
  void everyKindOfEventIsSentAsTheDocumentSays(@TempDir Path directory) throws Exception {
    try (Storefront shop = Storefront.open(directory)) {
      endpoint(shop);
      Set<String> missing = new TreeSet<>(types(shop.document()));

      WAYS.forEach(way -> CheckoutCases.order(shop, way));
      refundAndDispute(shop);

      while (!missing.isEmpty()) {
        Receiver.Message message = shop.receiver().next();
        String type = message.body().get("type").asString();
        assertThat(faults(webhook(shop, type), message)).as(type).isEmpty();
        missing.remove(type);
      }
    }
  }

  /** One refund asked for that fails later, one that nobody asked for, one dispute. */
  private static void refundAndDispute(Storefront shop) {
    ApiAnswer order = CheckoutCases.order(shop, StubProvider.PAYS);
    String intent = order.text("/payment/provider_payment_id");
    shop.send(RefundCases.refund(shop, order.text("/id"), "{}"));
    shop.send(shop.callback(shop.provider().refunds().failed(intent)));
    shop.send(shop.callback(shop.provider().refunds().disputed(intent)));
    CheckoutCases.paidTwice(shop);
  }

  @Test
  void aSampleIsSentAsTheDocumentSays(@TempDir Path directory) throws Exception {
    try (Storefront shop = Storefront.open(directory)) {
      ApiCall test = shop.call("testWebhookEndpoint").path("id", endpoint(shop));

      ApiAnswer answer = shop.send(test.json("{'type':'order.confirmed'}"));

      Receiver.Message message = shop.receiver().next();
      assertThat(faults(webhook(shop, "sample"), message)).isEmpty();
      assertThat(message.headers()).containsEntry("webhook-id", answer.text("/event"));
    }
  }

  @Test
  void aCloudEventIsSentAndSignedAsTheDocumentSays(@TempDir Path directory) throws Exception {
    try (Storefront shop = Storefront.open(directory)) {
      String body =
          "{'url':'" + shop.receiver().url() + "','format':'cloudevents','signing':'ed25519'}";
      shop.send(shop.call("createWebhookEndpoint").json(body));

      CheckoutCases.order(shop, StubProvider.PAYS);

      Receiver.Message message = shop.receiver().next();
      Operation placed = webhook(shop, "order.placed");
      Spot cloudEvent = placed.spot().at("requestBody").at("content");
      assertThat(cloudEvent.at("application/cloudevents+json").at("schema").faults(message.body()))
          .isEmpty();
      assertThat(headerFaults(placed, message)).isEmpty();
      assertThat(message.headers().get("webhook-signature")).contains(" v1a,");
    }
  }

  @Test
  void aCallbackThatIsPassedOnIsSentAsTheDocumentSays(@TempDir Path directory) throws Exception {
    try (Storefront shop = Storefront.open(directory)) {
      endpoint(shop);

      shop.send(shop.pushed("{\"ref\":\"refs/heads/main\"}"));

      Receiver.Message message = shop.receiver().next();
      assertThat(faults(webhook(shop, "callback.{source}"), message)).isEmpty();
      assertThat(message.body().at("/data/body/ref").asString()).isEqualTo("refs/heads/main");
      ApiAnswer events = shop.send(shop.call("listEvents"));
      assertThat(events.text("/data/0/type")).isEqualTo("callback.github");
    }
  }

  @Test
  void aNoticeIsSentAsTheDocumentSays(@TempDir Path directory) throws Exception {
    try (Storefront shop = Storefront.open(directory)) {
      String other = endpoint(shop);
      endpoint(shop);

      shop.send(shop.call("disableWebhookEndpoint").path("id", other));

      Receiver.Message message = shop.receiver().next();
      assertThat(faults(webhook(shop, "notice"), message)).isEmpty();
      assertThat(message.body().at("/data/endpoint/id").asString()).isEqualTo(other);
      ApiAnswer events = shop.send(shop.call("listEvents"));
      assertThat(events.text("/data/0/type")).isEqualTo("endpoint.disabled");
    }
  }

  @Test
  void theWebhooksAreTheEventTypesAndTheSample() throws IOException {
    ApiDocument document = ApiDocument.shipped();
    Set<String> expected = new TreeSet<>(types(document));
    expected.add("sample");
    expected.add("callback.{source}");
    expected.add("notice");
    expected.addAll(Set.of("order.canceled", "order.expired"));

    assertThat(document.webhooks()).extracting(Operation::path).hasSameElementsAs(expected);
  }

  private static String endpoint(Storefront shop) {
    String body = "{'url':'" + shop.receiver().url() + "'}";
    return shop.send(shop.call("createWebhookEndpoint").json(body)).text("/id");
  }

  private static List<String> types(ApiDocument document) {
    JsonNode types = document.at("components").at("schemas").at("EventType").at("enum").node();
    return types.valueStream().map(JsonNode::asString).toList();
  }

  private static Operation webhook(Storefront shop, String name) {
    return shop.document().webhooks().stream()
        .filter(webhook -> webhook.path().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no webhook " + name));
  }

  private static List<String> faults(Operation webhook, Receiver.Message message) {
    List<String> faults = new ArrayList<>(webhook.requestSchema().faults(message.body()));
    faults.addAll(headerFaults(webhook, message));
    return faults;
  }

  private static List<String> headerFaults(Operation webhook, Receiver.Message message) {
    List<String> faults = new ArrayList<>();
    for (Spot parameter : webhook.spot().at("parameters").children()) {
      String name = parameter.node().get("name").asString();
      JsonNode value = StringNode.valueOf(message.headers().getOrDefault(name, ""));
      parameter.at("schema").faults(value).forEach(fault -> faults.add(name + fault));
    }
    return faults;
  }
}
