package dev.tillgate.mockpsp;

import static dev.tillgate.mockpsp.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData;
import dev.tillgate.mockpsp.page.WellFormed;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a shopper does on the hosted page, without a browser. */
class CheckoutPageTest {
  private static final String VISA = "4242424242424242";
  private static final String DECLINED = "4000000000000002";
  private static final String AUTHENTICATED = "4000000000003220";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void thePageShowsTheOrderAndWhereItGoesBackTo() throws Exception {
    Session session = open();

    String page = page(session);

    assertThat(page).contains("Tea pot", "2 × €12.50", "€29.99", "https://shop.example/cart");
    assertThat(page).contains("Test mode").doesNotContain("<script");
  }

  @Test
  void aPaidSessionIsCompleteAndTheShopperIsSentToTheShop() throws Exception {
    Session session = open();

    HttpResponse<String> answer = pay(session, VISA, 0);
    Session paid = retrieve(session);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(header(answer, "Location"))
        .isEqualTo("https://shop.example/thanks?session=" + session.getId());
    assertThat(paid.getStatus()).isEqualTo("complete");
    assertThat(paid.getPaymentStatus()).isEqualTo("paid");
    assertThat(paid.getUrl()).isNull();
    assertThat(paid.getCustomerDetails().getEmail()).isEqualTo("ada@shop.example");
    assertThat(paid.getCustomerDetails().getName()).isEqualTo("Ada Lovelace");
    assertThat(types())
        .containsExactly(
            "checkout.session.completed",
            "payment_intent.succeeded",
            "charge.succeeded",
            "payment_intent.created");
  }

  @Test
  void theIntentIsWhatTheSessionSaidOfIt() throws Exception {
    Session session =
        create(
            CheckoutSessionTest.params()
                .setPaymentIntentData(
                    PaymentIntentData.builder()
                        .putMetadata("order_id", "ord_7")
                        .setDescription("Tea and pot")
                        .setCaptureMethod(PaymentIntentData.CaptureMethod.MANUAL)
                        .build()));
    pay(session, VISA, 0);

    Session complete = retrieve(session);
    PaymentIntent intent = shop.api().paymentIntents().retrieve(complete.getPaymentIntent());

    assertThat(intent.getAmount()).isEqualTo(2999);
    assertThat(intent.getMetadata()).containsEntry("order_id", "ord_7");
    assertThat(intent.getDescription()).isEqualTo("Tea and pot");
    assertThat(intent.getStatus()).isEqualTo("requires_capture");
    assertThat(complete.getStatus()).isEqualTo("complete");
    assertThat(complete.getPaymentStatus()).isEqualTo("unpaid");

    shop.api().paymentIntents().capture(intent.getId());

    assertThat(retrieve(session).getPaymentStatus()).isEqualTo("paid");
    assertThat(types()).containsOnlyOnce("checkout.session.completed");
  }

  @Test
  void aPaidSessionDoesNotExpire() throws Exception {
    Session session = open();
    pay(session, VISA, 0);

    wire.control("clock", "{\"advance\":\"P2D\"}");

    assertThat(retrieve(session).getStatus()).isEqualTo("complete");
    assertThat(types()).doesNotContain("checkout.session.expired");
  }

  @Test
  void aSessionWhoseIntentTheShopCanceledIsNotPaid() throws Exception {
    Session session = open();
    pay(session, DECLINED, 0);
    shop.api().paymentIntents().cancel(retrieve(session).getPaymentIntent());

    HttpResponse<String> refused = pay(session, VISA, 1);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(retrieve(session).getStatus()).isEqualTo("open");
  }

  @Test
  void aDeclineIsSaidAndTheShopperMayTryAgainWithTheSameIntent() throws Exception {
    Session session = open();

    HttpResponse<String> declined = pay(session, DECLINED, 0);
    String intent = retrieve(session).getPaymentIntent();
    HttpResponse<String> paid = pay(session, VISA, 1);

    assertThat(declined.statusCode()).isEqualTo(402);
    assertThat(declined.body()).contains("Your card was declined.", "ada@shop.example");
    assertThat(declined.body()).doesNotContain(DECLINED);
    assertThat(paid.statusCode()).isEqualTo(303);
    assertThat(retrieve(session).getPaymentIntent()).isEqualTo(intent);
  }

  @Test
  void anAddressTheShopKnowsIsShownAndStays() throws Exception {
    Session session = create(CheckoutSessionTest.params().setCustomerEmail("bob@shop.example"));

    String page = page(session);
    pay(session, VISA, 0);

    assertThat(page).contains("value=\"bob@shop.example\"", " readonly");
    assertThat(retrieve(session).getCustomerDetails().getEmail()).isEqualTo("bob@shop.example");
  }

  @Test
  void payPressedTwiceChargesOnce() throws Exception {
    Session session = open();

    HttpResponse<String> first = pay(session, VISA, 0);
    HttpResponse<String> echo = pay(session, VISA, 0);

    assertThat(header(echo, "Location")).isEqualTo(header(first, "Location"));
    assertThat(shop.api().charges().list().getData()).hasSize(1);
  }

  @Test
  void payPressedTwiceWithABadCardIsOneTry() throws Exception {
    Session session = open();

    pay(session, DECLINED, 0);
    HttpResponse<String> echo = pay(session, DECLINED, 0);

    assertThat(echo.body()).contains("Your card was declined.");
    assertThat(shop.api().charges().list().getData()).hasSize(1);
  }

  @Test
  void whatIsWrongIsSaidInTheFormAndNothingIsTried() throws Exception {
    Session session = open();

    HttpResponse<String> wrong = pay(session, "4242424242424241", 0);

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Your card number is invalid.", "Nothing was charged");
    assertThat(retrieve(session).getPaymentIntent()).isNull();
  }

  @Test
  void aCardThatMustAuthenticateGoesOverTheBanksPageAndComesBack() throws Exception {
    Session session = open();

    String bank = header(pay(session, AUTHENTICATED, 0), "Location");
    String shownMeanwhile = page(session);
    String back = header(press(URI.create(bank), "result=succeed"), "Location");
    String end = header(wire.send(HttpRequest.newBuilder(URI.create(back))), "Location");

    assertThat(bank).contains("/authenticate/pi_");
    assertThat(shownMeanwhile).contains("Your bank waits for you", bank);
    assertThat(end).isEqualTo("https://shop.example/thanks?session=" + session.getId());
    assertThat(retrieve(session).getPaymentStatus()).isEqualTo("paid");
  }

  @Test
  void aFailedAuthenticationLeadsBackToTheForm() throws Exception {
    Session session = open();

    String bank = header(pay(session, AUTHENTICATED, 0), "Location");
    String back = header(press(URI.create(bank), "result=fail"), "Location");
    HttpResponse<String> form = wire.send(HttpRequest.newBuilder(URI.create(back)));

    assertThat(header(form, "Location")).isEqualTo("/c/pay/" + session.getId());
    assertThat(page(session)).contains("We are unable to authenticate your payment method.");
    assertThat(retrieve(session).getStatus()).isEqualTo("open");
  }

  @Test
  void aPaymentThatTheControlPlaneAuthenticatesCompletesTheSessionToo() throws Exception {
    Session session = open();
    pay(session, AUTHENTICATED, 0);

    String intent = retrieve(session).getPaymentIntent();
    wire.control("payment_intents/" + intent + "/authenticate", "");

    assertThat(retrieve(session).getStatus()).isEqualTo("complete");
  }

  @Test
  void anExpiredOrCompleteSessionShowsSoAndIsNotPaid() throws Exception {
    Session expired = open();
    pay(expired, DECLINED, 0);
    String intent = retrieve(expired).getPaymentIntent();
    shop.api().checkout().sessions().expire(expired.getId());
    Session complete = open();
    pay(complete, VISA, 0);

    HttpResponse<String> late = pay(expired, VISA, 1);

    assertThat(late.body()).contains("This checkout has expired").doesNotContain("<form");
    assertThat(shop.api().paymentIntents().retrieve(intent).getStatus()).isEqualTo("canceled");
    assertThat(page(complete)).contains("Payment complete").doesNotContain("<form");
  }

  @Test
  void nobodyElsesPagePays() throws Exception {
    Session session = open();

    HttpResponse<String> refused =
        wire.send(
            form(URI.create(session.getUrl()), fields(VISA, 0))
                .header("Sec-Fetch-Site", "cross-site"));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(retrieve(session).getStatus()).isEqualTo("open");
  }

  @Test
  void aPageForNoSessionIsAPage() throws Exception {
    HttpResponse<String> none =
        wire.send(HttpRequest.newBuilder(psp.url().resolve("/c/pay/%3Cb%3E")));

    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("&lt;b&gt;").doesNotContain("<b>");
  }

  @Test
  void whatTheShopWritesIsEscaped() throws Exception {
    Session session =
        create(
            CheckoutSessionTest.params()
                .addLineItem(CheckoutSessionTest.item("<script>alert(1)</script>", 1, 1)));

    assertThat(page(session)).contains("&lt;script&gt;").doesNotContain("<script");
  }

  private Session open() throws Exception {
    return create(CheckoutSessionTest.params());
  }

  private Session create(SessionCreateParams.Builder params) throws Exception {
    return shop.api().checkout().sessions().create(params.build());
  }

  private Session retrieve(Session session) throws Exception {
    return shop.api().checkout().sessions().retrieve(session.getId());
  }

  private String page(Session session) throws Exception {
    return WellFormed.checked(
        wire.send(HttpRequest.newBuilder(URI.create(session.getUrl()))).body());
  }

  private HttpResponse<String> pay(Session session, String number, int press) throws Exception {
    return press(URI.create(session.getUrl()), fields(number, press));
  }

  private static String fields(String number, int press) {
    return "email=ada@shop.example&name=Ada+Lovelace&expiry="
        + URLEncoder.encode("12 / 40", StandardCharsets.UTF_8)
        + "&cvc=123&number="
        + number
        + "&press="
        + press;
  }

  private HttpResponse<String> press(URI page, String form) throws Exception {
    return wire.send(form(page, form));
  }

  private static HttpRequest.Builder form(URI page, String form) {
    return HttpRequest.newBuilder(page)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private List<String> types() throws Exception {
    return shop.api().events().list().getData().stream().map(Event::getType).toList();
  }
}
