package dev.tillgate.mockpsp.checkout;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Event;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.checkout.SessionRetrieveParams;
import com.stripe.param.checkout.SessionUpdateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checkout Sessions over the API; what the shopper does is in the tests of the page. */
class CheckoutSessionTest {
  private final SteppedClock clock = new SteppedClock();
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory(), clock, new Random(1));
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void aNewSessionIsOpenUnpaidAndHasAPageButNoIntent() throws Exception {
    Session session = open();

    assertThat(session.getId()).startsWith("cs_test_");
    assertThat(session.getStatus()).isEqualTo("open");
    assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
    assertThat(session.getPaymentIntent()).isNull();
    assertThat(session.getUrl()).isEqualTo(psp.url() + "/c/pay/" + session.getId());
    assertThat(session.getExpiresAt()).isEqualTo(inSeconds(ofHours(24)));
    assertThat(shop.api().paymentIntents().list().getData()).isEmpty();
  }

  @Test
  void theAmountsAddUp() throws Exception {
    Session session = open();

    assertThat(session.getAmountSubtotal()).isEqualTo(2 * 1250 + 499);
    assertThat(session.getAmountTotal()).isEqualTo(2 * 1250 + 499);
    assertThat(session.getCurrency()).isEqualTo("eur");
  }

  @Test
  void itsLineItemsAreListedInTheShopsOrderAndWhenExpanded() throws Exception {
    Session session = open();

    var listed = shop.api().checkout().sessions().lineItems().list(session.getId()).getData();
    var expanded =
        shop.api()
            .checkout()
            .sessions()
            .retrieve(
                session.getId(), SessionRetrieveParams.builder().addExpand("line_items").build());

    assertThat(listed).extracting("description").containsExactly("Tea pot", "Tea");
    assertThat(listed.getFirst().getAmountTotal()).isEqualTo(2500);
    assertThat(listed.getFirst().getPrice().getUnitAmount()).isEqualTo(1250);
    assertThat(expanded.getLineItems().getData())
        .extracting("description")
        .containsExactly("Tea pot", "Tea");
    assertThat(session.getLineItems()).isNull();
  }

  @Test
  void sessionsAreListedByStatusAndByTheirIntent() throws Exception {
    Session first = open();
    Session second = open();
    shop.api().checkout().sessions().expire(first.getId());

    assertThat(list(SessionListParams.builder().setStatus(SessionListParams.Status.OPEN)))
        .containsExactly(second.getId());
    assertThat(list(SessionListParams.builder().setPaymentIntent("pi_none"))).isEmpty();
    assertThat(list(SessionListParams.builder().setLimit(1L))).containsExactly(second.getId());
    assertThat(list(SessionListParams.builder().setStartingAfter(second.getId())))
        .containsExactly(first.getId());
    assertThat(list(SessionListParams.builder().setPaymentLink("plink_1"))).isEmpty();
  }

  @Test
  void anUpdateChangesTheMetadata() throws Exception {
    Session session = open();

    Session updated =
        shop.api()
            .checkout()
            .sessions()
            .update(session.getId(), SessionUpdateParams.builder().putMetadata("a", "b").build());

    assertThat(updated.getMetadata()).containsEntry("a", "b").containsEntry("order_id", "ord_1");
  }

  @Test
  void anExpiredSessionHasNoPageAndIsNotExpiredTwice() throws Exception {
    Session expired = shop.api().checkout().sessions().expire(open().getId());

    assertThat(expired.getStatus()).isEqualTo("expired");
    assertThat(expired.getUrl()).isNull();
    assertThat(wire.post("/v1/checkout/sessions/" + expired.getId() + "/expire", "").statusCode())
        .isEqualTo(400);
    assertThat(types()).containsExactly("checkout.session.expired");
  }

  @Test
  void aSessionNobodyPaidExpiresWhenItsTimeIsOver() throws Exception {
    String id = open().getId();

    wire.control("clock", "{\"advance\":\"PT23H59M\"}");
    String before = status(id);
    wire.control("clock", "{\"advance\":\"PT1M\"}");

    assertThat(before).isEqualTo("open");
    assertThat(status(id)).isEqualTo("expired");
    assertThat(types()).containsExactly("checkout.session.expired");
  }

  private Session open() throws Exception {
    return shop.api().checkout().sessions().create(params().build());
  }

  static SessionCreateParams.Builder params() {
    return SessionCreateParams.builder()
        .setMode(Mode.PAYMENT)
        .setSuccessUrl("https://shop.example/thanks?session={CHECKOUT_SESSION_ID}")
        .setCancelUrl("https://shop.example/cart")
        .putMetadata("order_id", "ord_1")
        .addLineItem(item("Tea pot", 1250, 2))
        .addLineItem(item("Tea", 499, 1));
  }

  static LineItem item(String name, long amount, long quantity) {
    return LineItem.builder()
        .setQuantity(quantity)
        .setPriceData(
            LineItem.PriceData.builder()
                .setCurrency("eur")
                .setUnitAmount(amount)
                .setProductData(LineItem.PriceData.ProductData.builder().setName(name).build())
                .build())
        .build();
  }

  private List<String> list(SessionListParams.Builder params) throws Exception {
    return shop.api().checkout().sessions().list(params.build()).getData().stream()
        .map(Session::getId)
        .toList();
  }

  private String status(String id) throws Exception {
    return shop.api().checkout().sessions().retrieve(id).getStatus();
  }

  private List<String> types() throws Exception {
    return shop.api().events().list().getData().stream().map(Event::getType).toList();
  }

  private long inSeconds(Duration ahead) {
    return clock.instant().plus(ahead).getEpochSecond();
  }
}
