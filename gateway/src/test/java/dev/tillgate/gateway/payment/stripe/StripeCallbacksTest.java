package dev.tillgate.gateway.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillgate.gateway.payment.callback.ProviderEvent;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.News;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeCallbacksTest {
  private static final String INTENT =
      """
      {"id":"pi_1","object":"payment_intent","status":"requires_payment_method","amount":500,
       "amount_received":0,"currency":"jpy","livemode":true,"metadata":{"order_id":"ord_1"},
       "last_payment_error":{"type":"card_error","code":"card_declined",
                             "decline_code":"lost_card"},
       "next_action":null,"a_member_of_tomorrow":{"x":[1]}}\
      """;

  private static final String EVENT =
      """
      {"id":"evt_1","object":"event","type":"payment_intent.payment_failed",
       "created":1700000000,"livemode":true,"api_version":"2019-01-01","pending_webhooks":1,
       "data":{"object":%s}}\
      """
          .formatted(INTENT);

  private final StripeCallbacks stripe =
      new StripeCallbacks(Schemes.stripe(Schemes.DEFAULT_TOLERANCE));

  @Test
  @DisplayName("PAY-A10: another api_version and members nobody knows are read for what is known")
  void anEventAboutAnIntentCarriesIt() {
    assertThat(parse(EVENT))
        .isEqualTo(
            new ProviderEvent(
                "evt_1",
                "payment_intent.payment_failed",
                Instant.ofEpochSecond(1_700_000_000),
                true,
                new News.OfIntent(
                    new Intent(
                        "pi_1",
                        IntentStatus.REQUIRES_PAYMENT_METHOD,
                        new Intent.Amount(500, 0, "jpy"),
                        new Intent.Situation(
                            true,
                            Optional.of(new Intent.Decline("card_declined", "lost_card")),
                            Optional.empty()),
                        Map.of("order_id", "ord_1")))));
  }

  @ParameterizedTest(name = "PAY-A10: {0}")
  @ValueSource(strings = {"charge.succeeded", "payment_intents.x", "payment_intent", "tomorrow"})
  void anEventAboutSomethingElseIsAnEventWithoutAnIntent(String type) {
    assertThat(parse(EVENT.replace("payment_intent.payment_failed", type)))
        .returns(type, ProviderEvent::type)
        .returns(new News.Nothing(), ProviderEvent::news);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"id\":\"evt_1\",\"id\":\"evt_2\"}",
        "{\"id\":\"evt_1\"}",
        "{} {}",
        "\uFEFF"
      })
  void whatIsNoEventIsRefused(String body) {
    assertThatIllegalArgumentException().isThrownBy(() -> parse(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\":\"evt_1\"|\"id\":7|'id' is not a text",
        "\"id\":\"evt_1\"|\"id\":\"\"|'id' is not a text",
        "\"created\":1700000000|\"created\":\"2023\"|'created' is not an integer",
        "\"created\":1700000000|\"created\":-1|'created' is not a time in seconds",
        "\"created\":1700000000|\"created\":9223372036854775807|'created' is not a time in seconds",
        "\"created\":1700000000|\"created\":1e400|'created' is not an integer",
        "\"data\":|\"date\":|'data.object' is not an object",
        "\"id\":\"pi_1\"|\"id\":\"ch_1\"|'id' is not a payment intent's",
        "\"amount\":500|\"amount\":5.5|'amount' is not an integer",
        "\"amount\":500|\"amount\":9223372036854775808|'amount' is not an integer",
        "\"currency\":\"jpy\"|\"currency\":null|'currency' is not a text",
        "requires_payment_method|requires_patience|unknown status 'requires_patience'"
      },
      quoteCharacter = '`')
  void anEventThatCannotBeReadSaysWhatIsWrong(String instead, String put, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(EVENT.replace(instead, put)))
        .withMessage(reason);
  }

  @Test
  void anIdBeyondAllMeasureIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(EVENT.replace("evt_1", "e".repeat(256))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"code\":\"card_declined\",|card_error|lost_card",
        "\"decline_code\":\"lost_card\"|card_declined|card_declined"
      })
  void aDeclineThatSaysLessFallsBackToWhatItSays(String without, String code, String reason) {
    String event = EVENT.replace(without, "\"x\":1" + (without.endsWith(",") ? "," : ""));

    assertThat(intent(event).situation().decline()).contains(new Intent.Decline(code, reason));
  }

  @Test
  void metadataThatIsNoTextIsPassedOver() {
    String event = EVENT.replace("\"ord_1\"", "{\"a\":[1]},\"n\":1,\"kept\":\"yes\"");

    assertThat(intent(event).metadata()).isEqualTo(Map.of("kept", "yes"));
  }

  @Test
  void itIsStripes() {
    assertThat(stripe.provider()).isEqualTo("stripe");
  }

  private Intent intent(String event) {
    return ((News.OfIntent) parse(event).news()).intent();
  }

  private ProviderEvent parse(String body) {
    return stripe.parse(body.getBytes(UTF_8));
  }
}
