package dev.tillgate.mockpsp.checkout;

import static dev.tillgate.mockpsp.Wire.header;
import static dev.tillgate.mockpsp.checkout.CheckoutShopper.AUTHENTICATED;
import static dev.tillgate.mockpsp.checkout.CheckoutShopper.DECLINED;
import static dev.tillgate.mockpsp.checkout.CheckoutShopper.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.checkout.Session;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a Checkout Session ends: at the bank, by its time, by the shop, or not at all. */
class CheckoutEndTest {
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);
  private final CheckoutShopper shopper = new CheckoutShopper(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void aPaidSessionDoesNotExpire() throws Exception {
    Session session = shopper.open();
    shopper.pay(session, VISA, 0);

    wire.control("clock", "{\"advance\":\"P2D\"}");

    assertThat(shopper.retrieve(session).getStatus()).isEqualTo("complete");
    assertThat(shopper.types()).doesNotContain("checkout.session.expired");
  }

  @Test
  void aSessionWhoseIntentTheShopCanceledIsNotPaid() throws Exception {
    Session session = shopper.open();
    shopper.pay(session, DECLINED, 0);
    shop.api().paymentIntents().cancel(shopper.retrieve(session).getPaymentIntent());

    HttpResponse<String> refused = shopper.pay(session, VISA, 1);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(shopper.retrieve(session).getStatus()).isEqualTo("open");
  }

  @Test
  void aCardThatMustAuthenticateGoesOverTheBanksPageAndComesBack() throws Exception {
    Session session = shopper.open();

    String bank = header(shopper.pay(session, AUTHENTICATED, 0), "Location");
    String shownMeanwhile = shopper.page(session);
    String back = header(shopper.press(URI.create(bank), "result=succeed"), "Location");
    String end = header(wire.send(HttpRequest.newBuilder(URI.create(back))), "Location");

    assertThat(bank).contains("/authenticate/pi_");
    assertThat(shownMeanwhile).contains("Your bank waits for you", bank);
    assertThat(end).isEqualTo("https://shop.example/thanks?session=" + session.getId());
    assertThat(shopper.retrieve(session).getPaymentStatus()).isEqualTo("paid");
  }

  @Test
  void aFailedAuthenticationLeadsBackToTheForm() throws Exception {
    Session session = shopper.open();

    String bank = header(shopper.pay(session, AUTHENTICATED, 0), "Location");
    String back = header(shopper.press(URI.create(bank), "result=fail"), "Location");
    HttpResponse<String> form = wire.send(HttpRequest.newBuilder(URI.create(back)));

    assertThat(header(form, "Location")).isEqualTo("/c/pay/" + session.getId());
    assertThat(shopper.page(session))
        .contains("We are unable to authenticate your payment method.");
    assertThat(shopper.retrieve(session).getStatus()).isEqualTo("open");
  }

  @Test
  void aPaymentThatTheControlPlaneAuthenticatesCompletesTheSessionToo() throws Exception {
    Session session = shopper.open();
    shopper.pay(session, AUTHENTICATED, 0);

    String intent = shopper.retrieve(session).getPaymentIntent();
    wire.control("payment_intents/" + intent + "/authenticate", "");

    assertThat(shopper.retrieve(session).getStatus()).isEqualTo("complete");
  }

  @Test
  void anExpiredOrCompleteSessionShowsSoAndIsNotPaid() throws Exception {
    Session expired = shopper.open();
    shopper.pay(expired, DECLINED, 0);
    String intent = shopper.retrieve(expired).getPaymentIntent();
    shop.api().checkout().sessions().expire(expired.getId());
    Session complete = shopper.open();
    shopper.pay(complete, VISA, 0);

    HttpResponse<String> late = shopper.pay(expired, VISA, 1);

    assertThat(late.body()).contains("This checkout has expired").doesNotContain("<form");
    assertThat(shop.api().paymentIntents().retrieve(intent).getStatus()).isEqualTo("canceled");
    assertThat(shopper.page(complete)).contains("Payment complete").doesNotContain("<form");
  }

  @Test
  void nobodyElsesPagePays() throws Exception {
    Session session = shopper.open();

    HttpResponse<String> refused =
        wire.send(
            CheckoutShopper.form(URI.create(session.getUrl()), CheckoutShopper.fields(VISA, 0))
                .header("Sec-Fetch-Site", "cross-site"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(shopper.retrieve(session).getStatus()).isEqualTo("open");
  }

  @Test
  void aPageForNoSessionIsAPage() throws Exception {
    HttpResponse<String> none =
        wire.send(HttpRequest.newBuilder(psp.url().resolve("/c/pay/%3Cb%3E")));

    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("&lt;b&gt;").doesNotContain("<b>");
  }
}
