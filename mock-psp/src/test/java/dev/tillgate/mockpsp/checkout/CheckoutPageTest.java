package dev.tillgate.mockpsp.checkout;

import static dev.tillgate.mockpsp.Wire.header;
import static dev.tillgate.mockpsp.checkout.CheckoutShopper.DECLINED;
import static dev.tillgate.mockpsp.checkout.CheckoutShopper.VISA;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams.PaymentIntentData;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a shopper does on the hosted page, without a browser. */
class CheckoutPageTest {
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);
  private final CheckoutShopper shopper = new CheckoutShopper(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void thePageShowsTheOrderAndWhereItGoesBackTo() throws Exception {
    Session session = shopper.open();

    String page = shopper.page(session);

    assertThat(page).contains("Tea pot", "2 × €12.50", "€29.99", "https://shop.example/cart");
    assertThat(page).contains("Test mode").doesNotContain("<script");
  }

  @Test
  void aPaidSessionIsCompleteAndTheShopperIsSentToTheShop() throws Exception {
    Session session = shopper.open();

    HttpResponse<String> answer = shopper.pay(session, VISA, 0);
    Session paid = shopper.retrieve(session);

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(header(answer, "Location"))
        .isEqualTo("https://shop.example/thanks?session=" + session.getId());
    assertThat(paid.getStatus()).isEqualTo("complete");
    assertThat(paid.getPaymentStatus()).isEqualTo("paid");
    assertThat(paid.getUrl()).isNull();
    assertThat(paid.getCustomerDetails().getEmail()).isEqualTo("ada@shop.example");
    assertThat(paid.getCustomerDetails().getName()).isEqualTo("Ada Lovelace");
    assertThat(shopper.types())
        .containsExactly(
            "checkout.session.completed",
            "payment_intent.succeeded",
            "charge.succeeded",
            "payment_intent.created");
  }

  @Test
  void theIntentIsWhatTheSessionSaidOfIt() throws Exception {
    Session session =
        shopper.create(
            CheckoutSessionTest.params()
                .setPaymentIntentData(
                    PaymentIntentData.builder()
                        .putMetadata("order_id", "ord_7")
                        .setDescription("Tea and pot")
                        .setCaptureMethod(PaymentIntentData.CaptureMethod.MANUAL)
                        .build()));
    shopper.pay(session, VISA, 0);

    Session complete = shopper.retrieve(session);
    PaymentIntent intent = shop.api().paymentIntents().retrieve(complete.getPaymentIntent());

    assertThat(intent.getAmount()).isEqualTo(2999);
    assertThat(intent.getMetadata()).containsEntry("order_id", "ord_7");
    assertThat(intent.getDescription()).isEqualTo("Tea and pot");
    assertThat(intent.getStatus()).isEqualTo("requires_capture");
    assertThat(complete.getStatus()).isEqualTo("complete");
    assertThat(complete.getPaymentStatus()).isEqualTo("unpaid");

    shop.api().paymentIntents().capture(intent.getId());

    assertThat(shopper.retrieve(session).getPaymentStatus()).isEqualTo("paid");
    assertThat(shopper.types()).containsOnlyOnce("checkout.session.completed");
  }

  @Test
  void aDeclineIsSaidAndTheShopperMayTryAgainWithTheSameIntent() throws Exception {
    Session session = shopper.open();

    HttpResponse<String> declined = shopper.pay(session, DECLINED, 0);
    String intent = shopper.retrieve(session).getPaymentIntent();
    HttpResponse<String> paid = shopper.pay(session, VISA, 1);

    assertThat(declined.statusCode()).isEqualTo(402);
    assertThat(declined.body()).contains("Your card was declined.", "ada@shop.example");
    assertThat(declined.body()).doesNotContain(DECLINED);
    assertThat(paid.statusCode()).isEqualTo(303);
    assertThat(shopper.retrieve(session).getPaymentIntent()).isEqualTo(intent);
  }

  @Test
  void anAddressTheShopKnowsIsShownAndStays() throws Exception {
    Session session =
        shopper.create(CheckoutSessionTest.params().setCustomerEmail("bob@shop.example"));

    String page = shopper.page(session);
    shopper.pay(session, VISA, 0);

    assertThat(page).contains("value=\"bob@shop.example\"", " readonly");
    assertThat(shopper.retrieve(session).getCustomerDetails().getEmail())
        .isEqualTo("bob@shop.example");
  }

  @Test
  void payPressedTwiceChargesOnce() throws Exception {
    Session session = shopper.open();

    HttpResponse<String> first = shopper.pay(session, VISA, 0);
    HttpResponse<String> echo = shopper.pay(session, VISA, 0);

    assertThat(header(echo, "Location")).isEqualTo(header(first, "Location"));
    assertThat(shop.api().charges().list().getData()).hasSize(1);
  }

  @Test
  void payPressedTwiceWithABadCardIsOneTry() throws Exception {
    Session session = shopper.open();

    shopper.pay(session, DECLINED, 0);
    HttpResponse<String> echo = shopper.pay(session, DECLINED, 0);

    assertThat(echo.body()).contains("Your card was declined.");
    assertThat(shop.api().charges().list().getData()).hasSize(1);
  }

  @Test
  void whatIsWrongIsSaidInTheFormAndNothingIsTried() throws Exception {
    Session session = shopper.open();

    HttpResponse<String> wrong = shopper.pay(session, "4242424242424241", 0);

    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Your card number is invalid.", "Nothing was charged");
    assertThat(shopper.retrieve(session).getPaymentIntent()).isNull();
  }

  @Test
  void whatTheShopWritesIsEscaped() throws Exception {
    Session session =
        shopper.create(
            CheckoutSessionTest.params()
                .addLineItem(CheckoutSessionTest.item("<script>alert(1)</script>", 1, 1)));

    assertThat(shopper.page(session)).contains("&lt;script&gt;").doesNotContain("<script");
  }
}
