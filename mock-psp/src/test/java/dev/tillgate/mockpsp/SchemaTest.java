package dev.tillgate.mockpsp;

import static dev.tillgate.mockpsp.Wire.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.tillgate.mockpsp.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Answers judged by the provider's own published schema, where a copy of it lies near. */
class SchemaTest {
  private static final String ID = "https://schema.test/stripe.json";
  private static final Optional<Path> SCHEMA =
      Stream.of("../shared/stripe", "../../shared/stripe")
          .map(folder -> Path.of(folder, "stripe-subset-v524.json.gz"))
          .filter(Files::isReadable)
          .findFirst();

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Wire wire = new Wire(psp);

  @BeforeEach
  void thereMustBeASchema() {
    assumeTrue(SCHEMA.isPresent(), "no ../shared/stripe beside the checkout: nothing to judge by");
  }

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void intentsInEveryStateAreValid() throws Exception {
    for (String method :
        List.of("pm_card_visa", "pm_card_threeDSecure2Required", "pm_usBankAccount_success")) {
      assertValid("payment_intent", pay(method));
    }
    assertValid("payment_intent", pay("pm_card_visa&capture_method=manual"));
    String id =
        json(wire.post("/v1/payment_intents", "amount=1&currency=eur")).path("id").asString();
    assertValid("payment_intent", json(wire.get("/v1/payment_intents/" + id)));
    assertValid("payment_intent", json(wire.post("/v1/payment_intents/" + id + "/cancel", "")));
  }

  @Test
  void expandedIntentsAreValid() throws Exception {
    assertValid(
        "payment_intent", pay("pm_card_visa&expand[]=latest_charge&expand[]=payment_method"));
    assertValid("payment_intent", pay("pm_usBankAccount_success&expand[]=latest_charge"));
  }

  @Test
  void errorsAreValid() throws Exception {
    assertValid("error", pay("pm_card_visa_chargeDeclined"));
    assertValid("error", pay("pm_card_radarBlock"));
    assertValid("error", pay("pm_none"));
    assertValid("error", pay("pm_mock_chargeThen500"));
    assertValid("error", json(wire.get("/v1/nothing")));
    assertValid("error", json(wire.get("/v1/charges/ch_none")));
  }

  @Test
  void listedIntentsChargesAndEventsAreValid() throws Exception {
    pay("pm_card_visa");
    pay("pm_card_visa_chargeDeclined");
    pay("pm_usBankAccount_success");

    for (JsonNode intent : list("payment_intents")) {
      assertValid("payment_intent", intent);
    }
    for (JsonNode charge : list("charges")) {
      assertValid("charge", charge);
    }
    for (JsonNode event : list("events")) {
      assertValid("event", event);
    }
  }

  @Test
  void endpointsAndPaymentMethodsAreValid() throws Exception {
    JsonNode endpoint =
        json(wire.post("/v1/webhook_endpoints", "url=http://127.0.0.1:9/&enabled_events[]=*"));

    assertValid("webhook_endpoint", endpoint);
    assertValid(
        "webhook_endpoint",
        json(wire.get("/v1/webhook_endpoints/" + endpoint.path("id").asString())));
    assertValid("payment_method", json(wire.get("/v1/payment_methods/pm_card_visa")));
    assertValid("payment_method", json(wire.get("/v1/payment_methods/pm_usBankAccount_success")));
  }

  @Test
  void checkoutSessionsAreValidAndComplete() throws Exception {
    JsonNode session =
        json(
            wire.post(
                "/v1/checkout/sessions",
                "mode=payment&success_url=https://shop.example/&customer_email=a@shop.example"
                    + "&expand[]=line_items&line_items[0][quantity]=1"
                    + "&line_items[0][price_data][currency]=eur"
                    + "&line_items[0][price_data][unit_amount]=500"
                    + "&line_items[0][price_data][product_data][name]=Tea"));

    assertValid("checkout.session", session);
    assertHasKeysOf("checkout.session", session);
    assertHasKeysOf("item", session.at("/line_items/data/0"));
  }

  private static void assertHasKeysOf(String kind, JsonNode answer) throws IOException {
    Path fixtures = SCHEMA.orElseThrow().resolveSibling("fixtures3.json");
    JsonNode sample = Json.parse(Files.readString(fixtures)).path("resources").path(kind);
    assertThat(answer.propertyNames()).containsAll(sample.propertyNames());
  }

  private JsonNode list(String kind) throws Exception {
    JsonNode data = json(wire.get("/v1/" + kind)).path("data");
    assertThat(data).isNotEmpty();
    return data;
  }

  private JsonNode pay(String method) throws Exception {
    return json(
        wire.post(
            "/v1/payment_intents",
            "amount=1099&currency=usd&confirm=true&return_url=https://shop.example/"
                + "&automatic_payment_methods[enabled]=true&payment_method="
                + method));
  }

  private static void assertValid(String kind, JsonNode answer) {
    assertThat(
            SchemaRegistry.withDefaultDialect(
                    Dialects.getDraft202012(), builder -> builder.schemas(SchemaTest::text))
                .getSchema(SchemaLocation.of(ID + "#/$defs/" + kind))
                .validate(answer))
        .as("%s: %s", kind, answer)
        .isEmpty();
  }

  private static @Nullable String text(String id) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(SCHEMA.orElseThrow()))) {
      return id.equals(ID) ? new String(in.readAllBytes(), UTF_8) : null;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
