package dev.tillgate.gateway.payment.stripe;

import static dev.tillgate.gateway.payment.stripe.StripeStubs.INTENT;
import static dev.tillgate.gateway.payment.stripe.StripeStubs.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.stripe.Stripe;
import dev.tillgate.gateway.payment.provider.Psp.Confirmation;
import dev.tillgate.gateway.payment.provider.Psp.NewIntent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the adapter puts on the wire. */
class StripePspRequestTest {
  @RegisterExtension static final WireMockExtension STRIPE = StripeStubs.server();

  private StripePsp psp;

  @BeforeEach
  void connect() {
    psp = StripeStubs.psp(STRIPE);
  }

  @AfterEach
  void disconnect() {
    psp.close();
  }

  @Test
  void anIntentIsMadeForCardsAndNotYetConfirmed() {
    psp.create(StripeStubs.newIntent("pm_card_visa"), "pay_1:create");

    LoggedRequest request = onlyRequest();
    assertThat(request.getMethod()).isEqualTo(RequestMethod.POST);
    assertThat(request.getUrl()).isEqualTo("/v1/payment_intents");
    assertThat(form(request))
        .isEqualTo(
            Map.of(
                "amount", "2598",
                "currency", "usd",
                "payment_method", "pm_card_visa",
                "payment_method_types[]", "card",
                "metadata[order_id]", "ord_1",
                "metadata[payment_id]", "pay_1"));
  }

  @Test
  void aShopperWhoCanBeSentToAPageMayPayWithAnyMethod() {
    psp.create(new NewIntent(1, "jpy", "pm_card_visa", true, Map.of()), "pay_1:create");

    assertThat(form(onlyRequest()))
        .containsEntry("automatic_payment_methods[enabled]", "true")
        .doesNotContainKey("payment_method_types[]");
  }

  @Test
  void whatIsNotAsciiOrSpecialInAFormArrivesAsItWas() {
    String odd = "Grüße & 50 % + a=b ✓";
    psp.create(new NewIntent(1, "usd", "pm_card_visa", false, Map.of("note", odd)), "k");

    assertThat(form(onlyRequest())).containsEntry("metadata[note]", odd);
  }

  @Test
  void aConfirmationNamesTheMethodAndTheWayBack() {
    psp.confirm(
        new Confirmation(
            INTENT, 2598, "usd", "pm_card_visa", Optional.of("https://shop.example/back?a=1")),
        KEY);

    LoggedRequest request = onlyRequest();
    assertThat(request.getUrl()).isEqualTo("/v1/payment_intents/pi_stub/confirm");
    assertThat(form(request))
        .isEqualTo(
            Map.of(
                "payment_method", "pm_card_visa", "return_url", "https://shop.example/back?a=1"));
  }

  @Test
  void aConfirmationWithoutAWayBackSendsNone() {
    psp.confirm(StripeStubs.confirmation("pm_card_visa"), KEY);

    assertThat(form(onlyRequest())).isEqualTo(Map.of("payment_method", "pm_card_visa"));
  }

  @Test
  void aCancellationIsAnEmptyFormUnderItsKey() {
    psp.cancel(INTENT, "pay_1:cancel");

    LoggedRequest request = onlyRequest();
    assertThat(request.getUrl()).isEqualTo("/v1/payment_intents/pi_stub/cancel");
    assertThat(request.getHeader("Idempotency-Key")).isEqualTo("pay_1:cancel");
    assertThat(request.getBodyAsString()).isEmpty();
  }

  @Test
  void readingNeedsNoKey() {
    psp.retrieve(INTENT);

    LoggedRequest request = onlyRequest();
    assertThat(request.getMethod()).isEqualTo(RequestMethod.GET);
    assertThat(request.getUrl()).isEqualTo("/v1/payment_intents/pi_stub");
    assertThat(request.containsHeader("Idempotency-Key")).isFalse();
  }

  @Test
  void everyRequestSaysWhoAsksAndInWhichVersion() {
    psp.confirm(StripeStubs.confirmation("pm_card_visa"), KEY);

    LoggedRequest request = onlyRequest();
    assertThat(request.header("Authorization").values()).containsExactly("Bearer sk_test_stub");
    assertThat(request.header("Stripe-Version").values()).containsExactly(Stripe.API_VERSION);
    assertThat(request.header("User-Agent").values()).containsExactly("Tillgate");
    assertThat(request.header("Idempotency-Key").values()).containsExactly(KEY);
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "pi_", "pi_1/confirm", "pi_1?expand=x", "ch_1", "pi_é"})
  void onlyAnIntentsIdIsEverPutIntoAPath(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> psp.retrieve(id));
    assertThat(StripeStubs.sent(STRIPE)).isEmpty();
  }

  private static LoggedRequest onlyRequest() {
    assertThat(StripeStubs.sent(STRIPE)).hasSize(1);
    return StripeStubs.sent(STRIPE).getFirst();
  }

  private static Map<String, String> form(LoggedRequest request) {
    return Arrays.stream(request.getBodyAsString().split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> decode(pair[0]), pair -> decode(pair[1])));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
