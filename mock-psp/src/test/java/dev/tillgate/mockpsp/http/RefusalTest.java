package dev.tillgate.mockpsp.http;

import static dev.tillgate.mockpsp.Wire.header;
import static dev.tillgate.mockpsp.Wire.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.server.Pause;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What is refused, and in which words. */
class RefusalTest {
  private static final String FORM = "amount=5&currency=eur&payment_method_types[]=card";
  private static final String INTENTS = "/v1/payment_intents";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          currency=eur                                        | parameter_missing         | amount
          amount=100                                          | parameter_missing         | currency
          amount=1.5&currency=eur                             | parameter_invalid_integer | amount
          amount=0&currency=eur                               | parameter_invalid_integer | amount
          amount=100000000&currency=eur                       | amount_too_large          | amount
          amount=100&currency=eur&colour=red                  | parameter_unknown         | colour
          amount=100&currency=eur&payment_method=pm_1         | resource_missing          | payment_method
          amount[x]=1&currency=eur                            |                           | amount
          amount=100&currency=xxz                             |                           | currency
          amount=100&currency=eur&confirm=maybe               |                           | confirm
          amount=100&currency=eur&capture_method=never        |                           | capture_method
          amount=100&currency=eur&metadata=x                  |                           | metadata
          amount=100&currency=eur&payment_method=pm_card_visa&confirm=true |              | return_url
          amount=5&currency=eur&payment_method_data[card][number]=4242424242424242 |      | payment_method_data
          """,
      delimiter = '|')
  void aBadParameterIsNamed(String form, String code, String param) throws Exception {
    HttpResponse<String> response = wire.post(INTENTS, form);

    JsonNode error = json(response).path("error");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error.path("type").asString()).isEqualTo("invalid_request_error");
    assertThat(error.path("code").asString(null)).isEqualTo(code);
    assertThat(error.path("param").asString()).isEqualTo(param);
    assertThat(error.path("message").asString()).isNotBlank();
    assertThat(header(response, "Request-Id")).startsWith("req_");
  }

  @Test
  void aConfirmThatExpectsAnotherAmountIsRefusedAndTakesNothing() throws Exception {
    String intent =
        INTENTS + "/" + json(wire.post(INTENTS, FORM)).path("id").asString() + "/confirm";

    JsonNode refused = json(wire.post(intent, "payment_method=pm_card_visa&amount_to_confirm=6"));
    JsonNode paid = json(wire.post(intent, "payment_method=pm_card_visa&amount_to_confirm=5"));

    assertThat(refused.at("/error/param").asString()).isEqualTo("amount_to_confirm");
    assertThat(paid.path("amount_received").asInt()).isEqualTo(5);
  }

  @Test
  void aRefusedCreateLeavesNothingBehind() throws Exception {
    wire.post(
        INTENTS, "amount=1&currency=eur&payment_method_types[]=card&confirm=true&expand[]=nothing");
    wire.post(INTENTS, "amount=1&currency=eur&payment_method=pm_card_visa&confirm=true");

    assertThat(wire.control("ledger").path("payment_intents")).isEmpty();
    assertThat(json(wire.get("/v1/events")).path("data")).isEmpty();
  }

  @Test
  void anUnknownIdIsA404() {
    Shop shop = new Shop(psp);
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class, () -> shop.api().paymentIntents().retrieve("pi_none"));

    assertThat(refusal.getStatusCode()).isEqualTo(404);
    assertThat(refusal.getCode()).isEqualTo("resource_missing");
    assertThat(refusal.getMessage()).contains("No such payment_intent: 'pi_none'");
  }

  @Test
  void anUnknownRouteIsA404InTheSameShape() throws Exception {
    HttpResponse<String> response = wire.get("/v1/customers");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).at("/error/type").asString()).isEqualTo("invalid_request_error");
  }

  @Test
  void aProgramGetsJsonWhateverItsClientAccepts() throws Exception {
    HttpResponse<String> response =
        wire.send(wire.request("/v1/customers").header("Accept", "text/html, */*;q=0.2"));

    assertThat(header(response, "Content-Type")).isEqualTo("application/json");
    assertThat(header(response, "Request-Id")).startsWith("req_");
  }

  @Test
  void whatTheHttpServerCannotReadIsRefusedInTheSameShape() throws Exception {
    HttpResponse<String> response = wire.get(INTENTS, "X-Long", "x".repeat(20_000));

    assertThat(response.statusCode()).isEqualTo(431);
    assertThat(json(response).at("/error/type").asString()).isEqualTo("invalid_request_error");
    assertThat(header(response, "Request-Id")).startsWith("req_");
  }

  @Test
  void onlyTheHeadOfAnAnswerNeedsAKeyAsWell() throws Exception {
    HttpRequest.Builder head = wire.request(INTENTS).HEAD();
    HttpRequest.Builder bare = HttpRequest.newBuilder(psp.url().resolve(INTENTS)).HEAD();

    assertThat(header(wire.send(head), "Request-Id")).startsWith("req_");
    assertThat(wire.send(bare).statusCode()).isEqualTo(401);
  }

  @Test
  void aKeyedRefusalSaysWhoseAnswerItIs() throws Exception {
    String tooLarge = "description=" + "x".repeat(1_100_000);

    for (String form : List.of("amount=1&colour=red", "amount=x", tooLarge)) {
      HttpResponse<String> refused = wire.post(INTENTS, form, "Idempotency-Key", "k1");

      assertThat(header(refused, "Idempotency-Key")).isEqualTo("k1");
      assertThat(header(refused, "Original-Request")).isEqualTo(header(refused, "Request-Id"));
      assertThat(json(refused).at("/error/type").asString()).isEqualTo("invalid_request_error");
    }
  }

  @Test
  void evenABugIsAnsweredInTheSameShape() throws Exception {
    try (MockPsp broken =
        MockPsp.start(
            MockPspSettings.inMemory(), new SteppedClock(), new Random(1), new BrokenPause())) {
      Wire toBroken = new Wire(broken);
      toBroken.control("faults", "{\"do\":\"delay\",\"delay\":\"PT1S\"}");
      HttpResponse<String> response = toBroken.get(INTENTS);

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(json(response).at("/error/type").asString()).isEqualTo("api_error");
      assertThat(header(response, "Request-Id")).startsWith("req_");
    }
  }

  /** As good a bug as any. */
  private static final class BrokenPause implements Pause {
    @Override
    public void await(CountDownLatch over, Duration most) {
      throw new IllegalStateException("broken");
    }

    @Override
    public void close() {}
  }

  @Test
  void withoutAKeyOrWithAnotherOneNothingIsAnswered() throws Exception {
    HttpRequest.Builder bare = HttpRequest.newBuilder(psp.url().resolve(INTENTS));
    HttpRequest.Builder live = bare.copy().header("Authorization", "Bearer sk_live_12345678");

    assertThat(wire.send(bare).statusCode()).isEqualTo(401);
    assertThat(wire.send(live).statusCode()).isEqualTo(401);
    assertThat(wire.send(live).body()).doesNotContain("12345678");
  }

  @Test
  void theKeyMayBeTheUserOfBasic() throws Exception {
    String credentials = Base64.getEncoder().encodeToString("sk_test_1:".getBytes(UTF_8));
    HttpRequest.Builder basic =
        HttpRequest.newBuilder(psp.url().resolve(INTENTS))
            .header("Authorization", "Basic " + credentials);

    assertThat(wire.send(basic).statusCode()).isEqualTo(200);
  }

  @Test
  void bracketsMayBeEscapedAndTheContentTypeMayNameACharset() throws Exception {
    HttpResponse<String> response =
        wire.send(
            wire.request(INTENTS)
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(
                    BodyPublishers.ofString(
                        "amount=5&currency=EUR&payment_method_types%5B0%5D=card"
                            + "&metadata%5Border_id%5D=caf%C3%A9+1%202")));

    assertThat(json(response).at("/metadata/order_id").asString()).isEqualTo("café 1 2");
    assertThat(json(response).path("currency").asString()).isEqualTo("eur");
  }

  @Test
  void parametersAreReadAsUtf8WhateverIsClaimed() throws Exception {
    HttpResponse<String> response =
        send("application/x-www-form-urlencoded; charset=ISO-8859-1", FORM + "&metadata[a]=café");

    assertThat(json(response).at("/metadata/a").asString()).isEqualTo("café");
  }

  @Test
  void onlyAFormIsTakenForOne() throws Exception {
    HttpResponse<String> refused = send("application/json", FORM);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).at("/error/message").asString()).contains("application/json");
    assertThat(send("Application/X-WWW-Form-URLencoded", FORM).statusCode()).isEqualTo(200);
  }

  @Test
  void aDeclineThatWasToBeExpandedIsStillADecline() throws Exception {
    HttpResponse<String> declined =
        wire.post(
            INTENTS,
            FORM
                + "&payment_method=pm_card_visa_chargeDeclined&confirm=true"
                + "&expand[]=latest_charge");

    assertThat(declined.statusCode()).isEqualTo(402);
    assertThat(json(declined).at("/error/code").asString()).isEqualTo("card_declined");
  }

  private HttpResponse<String> send(String type, String form) throws Exception {
    return wire.send(
        wire.request(INTENTS).header("Content-Type", type).POST(BodyPublishers.ofString(form)));
  }
}
