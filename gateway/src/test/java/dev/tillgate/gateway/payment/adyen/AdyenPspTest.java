package dev.tillgate.gateway.payment.adyen;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.Psp.Confirmation;
import dev.tillgate.gateway.payment.provider.Psp.NewIntent;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.payment.provider.PspAnswer.NotSent;
import dev.tillgate.gateway.payment.provider.PspAnswer.Refused;
import dev.tillgate.gateway.payment.provider.PspAnswer.Told;
import dev.tillgate.gateway.payment.provider.PspAnswer.Unknown;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to Adyen, and what its answers mean; the stubs answer as its manual shows. */
class AdyenPspTest {
  @RegisterExtension
  static final WireMockExtension ADYEN =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private static final Confirmation CONFIRMATION =
      new Confirmation("pay_1", 1_299, "usd", "M5N7TQ4TG5PFWR50", Optional.empty());

  private AdyenPsp psp;

  @BeforeEach
  void connect() {
    psp = at(ADYEN.baseUrl());
  }

  private static AdyenPsp at(String url) {
    return new AdyenPsp(
        new AdyenSettings(URI.create(url), "AQE_key", "ShopECOM", false, Duration.ofSeconds(5)));
  }

  @AfterEach
  void disconnect() {
    psp.close();
  }

  @Test
  void anIntentIsMadeWithoutACallUnderOurOwnReference() {
    Intent intent = told(psp.create(newIntent("usd"), "pay_1:create"));

    assertThat(intent.id()).isEqualTo("pay_1");
    assertThat(intent.status()).isEqualTo(IntentStatus.REQUIRES_CONFIRMATION);
    assertThat(intent.amount()).isEqualTo(new Intent.Amount(1_299, 0, "usd"));
    ADYEN.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  @DisplayName("PAY-D5: a currency Adyen counts in other units is refused before anything is sent")
  void aCurrencyAdyenCountsInOtherUnitsIsRefused() {
    assertThat(psp.create(newIntent("isk"), "pay_1:create")).isInstanceOf(Refused.class);
  }

  @Test
  void aConfirmationIsOnePaymentUnderItsKey() {
    answer("/v71/payments", 200, "{\"resultCode\":\"Authorised\",\"merchantReference\":\"pay_1\"}");

    Intent intent = told(psp.confirm(CONFIRMATION, "pay_1:confirm"));

    assertThat(intent.status()).isEqualTo(IntentStatus.SUCCEEDED);
    assertThat(intent.amount()).isEqualTo(new Intent.Amount(1_299, 1_299, "usd"));
    ADYEN.verify(
        1,
        postRequestedFor(urlEqualTo("/v71/payments"))
            .withHeader("X-API-Key", equalTo("AQE_key"))
            .withHeader("Idempotency-Key", equalTo("pay_1:confirm"))
            .withRequestBody(
                equalToJson(
                    """
                    {"merchantAccount":"ShopECOM","reference":"pay_1",
                     "amount":{"value":1299,"currency":"USD"},
                     "paymentMethod":{"type":"scheme","storedPaymentMethodId":"M5N7TQ4TG5PFWR50"}}
                    """)));
  }

  @ParameterizedTest
  @CsvSource({
    "Authorised, SUCCEEDED",
    "Refused, REQUIRES_PAYMENT_METHOD",
    "Error, REQUIRES_PAYMENT_METHOD",
    "Cancelled, CANCELED",
    "RedirectShopper, REQUIRES_ACTION",
    "Pending, PROCESSING",
    "Received, PROCESSING"
  })
  void everyResultHasItsMeaning(String result, IntentStatus status) {
    answer("/v71/payments", 200, "{\"resultCode\":\"" + result + "\"}");

    assertThat(told(psp.confirm(CONFIRMATION, "k")).status()).isEqualTo(status);
  }

  @Test
  void aRefusalCarriesAdyensReason() {
    answer(
        "/v71/payments",
        200,
        "{\"resultCode\":\"Refused\",\"refusalReason\":\"Not enough balance\","
            + "\"refusalReasonCode\":\"12\"}");

    assertThat(told(psp.confirm(CONFIRMATION, "k")).situation().decline())
        .contains(new Intent.Decline("card_declined", "not_enough_balance"));
  }

  @Test
  void aRedirectCarriesItsPage() {
    answer(
        "/v71/payments",
        200,
        "{\"resultCode\":\"RedirectShopper\",\"action\":{\"type\":\"redirect\","
            + "\"url\":\"https://bank.example/3ds\",\"method\":\"GET\"}}");

    assertThat(told(psp.confirm(CONFIRMATION, "k")).situation().redirectUrl())
        .contains("https://bank.example/3ds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {"resultCode":"PartiallyAuthorised"}
          200 | {"resultCode":"Authorised","merchantReference":"pay_2"}
          200 | <html>
          400 | <html>
          404 | {"errorCode":"000"}
          409 | {"errorCode":"704","message":"request already processed or in progress"}
          422 | {"errorCode":"704","message":"request already processed or in progress"}
          500 | {"errorCode":"905"}
          502 | bad gateway
          """)
  @DisplayName("PAY-C3, PAY-C4: what leaves a doubt is unknown, never failed")
  void whatLeavesADoubtIsUnknown(int status, String body) {
    answer("/v71/payments", status, body);

    assertThat(psp.confirm(CONFIRMATION, "k")).isInstanceOf(Unknown.class);
  }

  @Test
  @DisplayName("PAY-C1: a lost answer is unknown")
  void aLostAnswerIsUnknown() {
    ADYEN.stubFor(
        post("/v71/payments").willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

    assertThat(psp.confirm(CONFIRMATION, "k")).isInstanceOf(Unknown.class);
  }

  @Test
  @DisplayName("PAY-C5, PAY-C6: what was turned away or never arrived is surely not done")
  void whatWasTurnedAwayIsNotSent() {
    for (int status : new int[] {401, 403, 429}) {
      answer("/v71/payments", status, "{\"errorCode\":\"000\"}");
      assertThat(psp.confirm(CONFIRMATION, "k")).isInstanceOf(NotSent.class);
    }
    try (AdyenPsp nowhere = at("http://127.0.0.1:1")) {
      assertThat(nowhere.confirm(CONFIRMATION, "k")).isInstanceOf(NotSent.class);
    }
  }

  @Test
  void whatAdyenWillNotDoIsRefused() {
    answer("/v71/payments", 422, "{\"errorCode\":\"14_006\",\"message\":\"Invalid amount\"}");

    assertThat(psp.confirm(CONFIRMATION, "k"))
        .isEqualTo(new Refused<>("14_006", Optional.empty(), "Invalid amount"));
  }

  @Test
  @DisplayName("PAY-E4: a cancel that is only taken in is not done yet")
  void aCancelThatIsOnlyTakenInIsUnknown() {
    answer("/v71/cancels", 201, "{\"paymentReference\":\"pay_1\",\"status\":\"received\"}");

    assertThat(psp.cancel("pay_1", "pay_1:cancel")).isInstanceOf(Unknown.class);
    ADYEN.verify(
        1,
        postRequestedFor(urlEqualTo("/v71/cancels"))
            .withHeader("Idempotency-Key", equalTo("pay_1:cancel"))
            .withRequestBody(
                equalToJson(
                    """
                    {"merchantAccount":"ShopECOM","paymentReference":"pay_1","reference":"pay_1"}
                    """)));
  }

  @Test
  void adyenCannotBeAsked() {
    assertThat(psp.canBeAsked()).isFalse();
    assertThat(psp.retrieve("pay_1")).isInstanceOf(Unknown.class);
    ADYEN.verify(0, anyRequestedFor(anyUrl()));
  }

  private static NewIntent newIntent(String currency) {
    return new NewIntent(
        1_299, currency, "M5N7", false, Map.of("order_id", "ord_1", "payment_id", "pay_1"));
  }

  private static void answer(String path, int status, String body) {
    ADYEN.stubFor(
        post(path)
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(body)));
  }

  private static Intent told(PspAnswer<Intent> answer) {
    return ((Told<Intent>) answer).what();
  }
}
