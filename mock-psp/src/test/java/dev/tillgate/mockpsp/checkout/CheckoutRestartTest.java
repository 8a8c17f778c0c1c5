package dev.tillgate.mockpsp.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.checkout.Session;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Checkout Session on disk outlives the process that opened it. */
class CheckoutRestartTest {
  @TempDir Path data;

  @Test
  void aShopperMayBeDeclinedByOneProcessAndPayTheNext() throws Exception {
    Session session;
    String intent;
    try (MockPsp first = start()) {
      session =
          new Shop(first).api().checkout().sessions().create(CheckoutSessionTest.params().build());
      HttpResponse<String> declined = pay(first, session, "4000000000000002", 0);
      assertThat(declined.statusCode()).isEqualTo(402);
      intent = retrieve(first, session).getPaymentIntent();
    }

    try (MockPsp second = start()) {
      HttpResponse<String> paid = pay(second, session, "4242424242424242", 1);
      Session complete = retrieve(second, session);

      assertThat(paid.statusCode()).isEqualTo(303);
      assertThat(complete.getStatus()).isEqualTo("complete");
      assertThat(complete.getPaymentIntent()).isEqualTo(intent);
      assertThat(
              new Shop(second)
                  .api()
                  .checkout()
                  .sessions()
                  .lineItems()
                  .list(session.getId())
                  .getData())
          .extracting("description")
          .containsExactly("Tea pot", "Tea");
    }
  }

  @Test
  void itsTimeRunsOnWhileNoProcessIsThere() throws Exception {
    Session session;
    try (MockPsp first = start()) {
      session =
          new Shop(first).api().checkout().sessions().create(CheckoutSessionTest.params().build());
    }

    try (MockPsp second = start()) {
      new Wire(second).control("clock", "{\"advance\":\"P1D\"}");

      assertThat(retrieve(second, session).getStatus()).isEqualTo("expired");
    }
  }

  private MockPsp start() {
    return MockPsp.start(MockPspSettings.inMemory().withData(data));
  }

  private static Session retrieve(MockPsp psp, Session session) throws Exception {
    return new Shop(psp).api().checkout().sessions().retrieve(session.getId());
  }

  private static HttpResponse<String> pay(MockPsp psp, Session session, String number, int press)
      throws Exception {
    URI page = psp.url().resolve("/c/pay/" + session.getId());
    String form =
        "email=ada@shop.example&name=Ada&expiry=1240&cvc=123&number=%s&press=%d"
            .formatted(number, press);
    return new Wire(psp)
        .send(
            HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
  }
}
