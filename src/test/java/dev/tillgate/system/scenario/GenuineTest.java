package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.TEA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.stage.NodeProgram;
import dev.tillgate.system.stage.Stage;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is sent is genuine for software that is not ours, whatever format and signature. */
class GenuineTest {
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");
  private static final JsonMapper MAPPER = new JsonMapper();

  @RegisterExtension final Stage stage = Stage.whole();

  /** A message that arrived, and the secret of the endpoint it was sent to. */
  private record Arrived(String name, String secret, Message message) {}

  @Test
  void theOfficialLibraryInJavaTakesEveryFormatAndSignature() throws Exception {
    for (Arrived arrived : purchase()) {
      Webhook receiver = new Webhook(arrived.secret());
      Message message = arrived.message();

      receiver.verify(message.body(), headers(message));

      assertThatThrownBy(() -> receiver.verify(message.body() + " ", headers(message)))
          .as(arrived.name())
          .isInstanceOf(WebhookVerificationException.class);
    }
  }

  @Test
  void theOfficialLibraryInJavaScriptTakesThemTooAndThePublishedKeysTheOthers() throws Exception {
    NodeProgram.install();
    stage.shop().http().post("/v1/webhook-keys/rotate", "{\"overlap\":\"P1D\"}").expect(200);

    List<String> verdicts = NodeProgram.verify(json(purchase()));

    String altered = " altered: v1 No matching signature found, v1a 0 of ";
    assertThat(verdicts)
        .containsExactly(
            "standard hmac: v1 genuine, v1a 0 of 0, whpk 0 of 0",
            "standard hmac" + altered + "0",
            "standard ed25519: v1 genuine, v1a 2 of 2, whpk 2 of 2",
            "standard ed25519" + altered + "2",
            "cloudevents hmac: v1 genuine, v1a 0 of 0, whpk 0 of 0",
            "cloudevents hmac" + altered + "0",
            "cloudevents ed25519: v1 genuine, v1a 2 of 2, whpk 2 of 2",
            "cloudevents ed25519" + altered + "2");
  }

  @Test
  void theCloudEventsLibraryReadsWhatArrives() {
    Message message = purchase().getLast().message();

    CloudEvent read =
        Objects.requireNonNull(
                EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE))
            .deserialize(message.body().getBytes(UTF_8));

    assertThat(message.header("content-type"))
        .isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(read.getId()).isEqualTo(message.id());
    assertThat(read.getType()).isEqualTo("dev.tillgate.order.confirmed");
    assertThat(read.getSource()).isEqualTo(URI.create("/tillgate"));
    assertThat(read.getSubject()).isEqualTo(message.order()).startsWith("ord_");
    assertThat(read.getExtension("sequence")).isEqualTo("0000000002");
  }

  @Test
  @DisplayName("PAY-J2 a cloud event that is tried again is the same to the byte")
  void aCloudEventThatIsTriedAgainIsTheSame() {
    Subscriber subscriber = stage.closeLater(Subscriber.start(message -> 503));
    subscribe(subscriber, "cloudevents", "ed25519");

    stage.shop().checkOut(PURCHASE).expect(201);

    Poll.until("three attempts", PATIENCE, () -> subscriber.received().size() >= 3);
    assertThat(subscriber.received().stream().map(Message::body).distinct()).hasSize(1);
  }

  @Test
  @DisplayName("FLT-S21 with another master key the gateway does not start, even without endpoints")
  void withAnotherMasterKeyTheGatewayDoesNotStart() throws IOException {
    stage.stopGateway();
    Path key = stage.wiring().gateway().data().masterKeyFile();
    String right = Files.readString(key);
    Files.writeString(key, "0".repeat(64) + "\n");

    assertThatThrownBy(stage::startGateway).hasMessageContaining("--master-key-file");

    Files.writeString(key, right);
    stage.startGateway();
  }

  /** The news of one order, to an endpoint of each format and signature. */
  private List<Arrived> purchase() {
    List<Subscriber> subscribers = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String format : List.of("standard", "cloudevents")) {
      for (String signing : List.of("hmac", "ed25519")) {
        subscribers.add(stage.closeLater(Subscriber.start()));
        secrets.add(subscribe(subscribers.getLast(), format, signing));
        names.add(format + " " + signing);
      }
    }
    stage.shop().checkOut(PURCHASE).expect(201);
    List<Arrived> arrived = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Subscriber subscriber = subscribers.get(i);
      Poll.until("the news", PATIENCE, () -> subscriber.received().size() == 1);
      arrived.add(new Arrived(names.get(i), secrets.get(i), subscriber.received().getFirst()));
    }
    return arrived;
  }

  private String subscribe(Subscriber subscriber, String format, String signing) {
    ObjectNode endpoint = MAPPER.createObjectNode().put("url", subscriber.url().toString());
    endpoint.put("format", format).put("signing", signing);
    endpoint.putArray("event_types").add("order.confirmed");
    return stage
        .shop()
        .http()
        .post("/v1/webhook-endpoints", endpoint.toString())
        .expect(201)
        .text("/secret");
  }

  /** For a program in another language. */
  private String json(List<Arrived> all) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("keysUrl", stage.wiring().gatewayUrl() + "/.well-known/webhook-keys.json");
    for (Arrived arrived : all) {
      ObjectNode one = json.withArray("messages").addObject();
      one.put("name", arrived.name()).put("secret", arrived.secret());
      one.put("body", arrived.message().body());
      arrived.message().headers().forEach(one.putObject("headers")::put);
    }
    return json.toString();
  }

  private static Map<String, List<String>> headers(Message message) {
    return message.headers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
  }
}
