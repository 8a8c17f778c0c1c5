package dev.tillgate.mockpsp.intent;

import static dev.tillgate.mockpsp.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 3-D Secure: the shopper decides, by the control plane or on the page. */
class AuthenticationTest {
  private static final String SHOP_PAGE = "https://shop.example/back?cart=1";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void anAuthenticatedPaymentSucceeds() throws Exception {
    PaymentIntent paid = authenticate("pm_card_threeDSecure2Required", "succeed");

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(paid.getNextAction()).isNull();
    assertThat(shop.api().events().list().getData())
        .extracting(Event::getType)
        .containsExactly(
            "payment_intent.succeeded",
            "charge.succeeded",
            "payment_intent.requires_action",
            "payment_intent.created");
  }

  @Test
  void aFailedAuthenticationLeavesTheReasonAndNoCharge() throws Exception {
    PaymentIntent failed = authenticate("pm_card_authenticationRequired", "fail");

    assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
    assertThat(failed.getLastPaymentError().getCode())
        .isEqualTo("payment_intent_authentication_failure");
    assertThat(failed.getLatestCharge()).isNull();
  }

  @Test
  void anAuthenticatedPaymentMayStillBeDeclined() throws Exception {
    PaymentIntent declined = authenticate("pm_card_threeDSecureRequiredChargeDeclined", "succeed");

    assertThat(declined.getStatus()).isEqualTo("requires_payment_method");
    assertThat(declined.getLastPaymentError().getCode()).isEqualTo("card_declined");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"off_session=true", "off_session=recurring", "error_on_requires_action=true"})
  void aShopperWhoIsAwayCannotBeAskedAndThePaymentIsDeclined(String away) throws Exception {
    HttpResponse<String> answer = payByForm(away);

    assertThat(answer.statusCode()).isEqualTo(402);
    assertThat(Wire.json(answer).at("/error/code").asString()).isEqualTo("authentication_required");
    assertThat(Wire.json(answer).at("/error/payment_intent/status").asString())
        .isEqualTo("requires_payment_method");
  }

  @Test
  void aShopperWhoIsThereIsAsked() throws Exception {
    HttpResponse<String> answer = payByForm("off_session=false&error_on_requires_action=false");

    assertThat(Wire.json(answer).path("status").asString()).isEqualTo("requires_action");
  }

  private HttpResponse<String> payByForm(String more) throws Exception {
    return wire.post(
        "/v1/payment_intents",
        "amount=1099&currency=eur&confirm=true&payment_method_types[]=card"
            + "&payment_method=pm_card_authenticationRequired&"
            + more);
  }

  @Test
  void nobodyAuthenticatesTwiceOrWhatNeedsNoAuthentication() throws Exception {
    String paid = shop.pay("pm_card_visa").getId();

    assertThat(
            wire.control("payment_intents/" + paid + "/authenticate", "")
                .at("/error/code")
                .asString())
        .isEqualTo("payment_intent_unexpected_state");
  }

  @Test
  void thePageCompletesThePaymentAndSendsTheShopperBack() throws Exception {
    PaymentIntent waiting = payWithReturnUrl();
    URI page = URI.create(waiting.getNextAction().getRedirectToUrl().getUrl());

    String shown = wire.send(HttpRequest.newBuilder(page)).body();
    HttpResponse<String> decided = press(page, "succeed");

    assertThat(shown).contains("Complete", "Fail", waiting.getId()).doesNotContain("<script");
    assertThat(decided.statusCode()).isEqualTo(303);
    assertThat(header(decided, "Location"))
        .isEqualTo(
            SHOP_PAGE
                + "&payment_intent="
                + waiting.getId()
                + "&payment_intent_client_secret="
                + waiting.getClientSecret()
                + "&redirect_status=succeeded");
  }

  @Test
  void thePageCanAlsoFailThePaymentButOnlyOnce() throws Exception {
    PaymentIntent waiting = payWithReturnUrl();
    URI page = URI.create(waiting.getNextAction().getRedirectToUrl().getUrl());

    assertThat(header(press(page, "fail"), "Location")).endsWith("redirect_status=failed");
    assertThat(press(page, "succeed").statusCode()).isEqualTo(400);
    assertThat(wire.send(HttpRequest.newBuilder(page)).body()).doesNotContain("<form");
  }

  @Test
  void aPageForNobodyEscapesWhatItWasAskedFor() throws Exception {
    HttpResponse<String> page =
        wire.send(HttpRequest.newBuilder(psp.url().resolve("/authenticate/%3Cb%3E")));

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("&lt;b&gt;").doesNotContain("<b>");
  }

  @Test
  void aReturnUrlThatIsNotOfTheWebIsRefused() throws Exception {
    HttpResponse<String> refused =
        wire.post(
            "/v1/payment_intents",
            "amount=1&currency=eur&payment_method=pm_card_visa&confirm=true"
                + "&return_url=javascript:alert(1)");

    assertThat(refused.statusCode()).isEqualTo(400);
  }

  private PaymentIntent payWithReturnUrl() throws Exception {
    return shop.api()
        .paymentIntents()
        .create(
            Shop.order()
                .setPaymentMethod("pm_card_threeDSecure2Required")
                .setConfirm(true)
                .setReturnUrl(SHOP_PAGE)
                .build());
  }

  private HttpResponse<String> press(URI page, String result) throws Exception {
    return wire.send(
        HttpRequest.newBuilder(page)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("result=" + result)));
  }

  private PaymentIntent authenticate(String method, String result) throws Exception {
    String id = shop.pay(method).getId();
    wire.control("payment_intents/" + id + "/authenticate", "{\"result\":\"" + result + "\"}");
    return shop.api().paymentIntents().retrieve(id);
  }
}
