package dev.tillgate.gateway.payment.adyen;

import static dev.tillgate.gateway.payment.adyen.AdyenItem.authorised;
import static dev.tillgate.gateway.payment.adyen.AdyenItem.batch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentState;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An order is paid through Adyen, from the call to the signed batch that finishes it. */
class AdyenOrderTest {
  private static final String AUTHORISED = "\"resultCode\":\"Authorised\"";

  @TempDir Path directory;

  @Test
  @DisplayName("PAY-A1, PAY-A3: an order is paid through Adyen, and paid once")
  void anOrderIsPaidThroughAdyenOnce() throws Exception {
    try (AdyenShop shop = new AdyenShop(directory, AUTHORISED)) {
      Payment payment = shop.pay();
      assertThat(payment.state()).isEqualTo(PaymentState.PROCESSING);
      AdyenItem paid = authorised(payment.id().value());
      String body = batch(paid.json(), paid.of("CAPTURE").json(), paid.of("REPORT").json());

      HttpResponse<String> first = shop.callback(body);
      HttpResponse<String> again = shop.callback(body);

      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.body()).isEqualTo("[accepted]");
      assertThat(again.body()).isEqualTo("[accepted]");
      assertThat(shop.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
      assertThat(shop.now(payment).state()).isEqualTo(PaymentState.SUCCEEDED);
      assertThat(shop.events(payment.orderId())).containsExactly("order.confirmed");
      assertThat(shop.inboxRows()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("PAY-B1: one forged item spoils the batch: 400, and nothing is stored")
  void oneForgedItemSpoilsTheBatch() throws Exception {
    try (AdyenShop shop = new AdyenShop(directory, AUTHORISED)) {
      Payment payment = shop.pay();
      AdyenItem paid = authorised(payment.id().value());
      String forged = paid.over(1).json().replace("\"value\":1}", "\"value\":1299}");

      HttpResponse<String> answer = shop.callback(batch(paid.of("REPORT").json(), forged));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("callback-refused");
      assertThat(shop.inboxRows()).isZero();
      assertThat(shop.shop.stateOf(payment.orderId())).isEqualTo(OrderState.PENDING);
    }
  }

  @Test
  @DisplayName("PAY-D1: what Adyen says of another amount confirms nothing")
  void anotherAmountIsForAPerson() throws Exception {
    try (AdyenShop shop = new AdyenShop(directory, AUTHORISED)) {
      Payment payment = shop.pay();

      shop.callback(batch(authorised(payment.id().value()).over(1).json()));

      assertThat(shop.shop.stateOf(payment.orderId())).isEqualTo(OrderState.NEEDS_REVIEW);
    }
  }

  @Test
  void aRefusalFailsTheOrderAtOnce() throws Exception {
    try (AdyenShop shop =
        new AdyenShop(
            directory, "\"resultCode\":\"Refused\",\"refusalReason\":\"Not enough balance\"")) {
      Payment payment = shop.pay();

      assertThat(payment.state()).isEqualTo(PaymentState.FAILED);
      assertThat(payment.atProvider().declineCode()).contains("not_enough_balance");
      assertThat(shop.shop.stateOf(payment.orderId())).isEqualTo(OrderState.PAYMENT_FAILED);
    }
  }
}
