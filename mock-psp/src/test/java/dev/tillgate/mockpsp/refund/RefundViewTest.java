package dev.tillgate.mockpsp.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.ChargeRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.RefundRetrieveParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refunds in lists, in events and inside other objects. */
class RefundViewTest {
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void refundsAreListedByChargeAndByIntent() throws Exception {
    PaymentIntent one = shop.pay("pm_card_visa");
    PaymentIntent two = shop.pay("pm_card_visa");
    Refund first = refund(of(one).setAmount(1L));
    Refund second = refund(of(one).setAmount(2L));
    Refund third = refund(of(two));

    assertThat(list(RefundListParams.builder().setPaymentIntent(one.getId())))
        .containsExactly(second, first);
    assertThat(list(RefundListParams.builder().setCharge(two.getLatestCharge())))
        .containsExactly(third);
    assertThat(list(RefundListParams.builder().setLimit(1L))).containsExactly(third);
    assertThat(list(RefundListParams.builder().setStartingAfter(second.getId())))
        .containsExactly(first);
  }

  @Test
  void aRefundIsTwoEventsWithTheObjectsAsTheyWereThen() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    Refund refund = refund(of(paid).setAmount(99L));
    refund(of(paid));

    assertThat(types().subList(0, 4))
        .containsExactly("charge.refunded", "refund.created", "charge.refunded", "refund.created");
    List<Event> events = shop.api().events().list().getData();
    assertThat(object(events.get(3))).isEqualTo(refund);
    assertThat(((Charge) object(events.get(2))).getAmountRefunded()).isEqualTo(99);
    assertThat(((Charge) object(events.get(0))).getAmountRefunded()).isEqualTo(1099);
  }

  @Test
  void expansionReachesFromTheRefundToItsChargeAndItsIntent() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    Refund refund = refund(of(paid));

    Refund expanded =
        shop.api()
            .refunds()
            .retrieve(
                refund.getId(),
                RefundRetrieveParams.builder()
                    .addAllExpand(List.of("charge", "payment_intent.latest_charge"))
                    .build());
    Refund listed =
        list(RefundListParams.builder().addExpand("data.charge.payment_intent")).getFirst();

    assertThat(expanded.getChargeObject()).isEqualTo(charge(paid));
    assertThat(expanded.getPaymentIntentObject().getLatestChargeObject()).isEqualTo(charge(paid));
    assertThat(listed.getChargeObject().getPaymentIntentObject().getId()).isEqualTo(paid.getId());
  }

  @Test
  void aChargeShowsItsRefundsWhenAskedTo() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    Refund refund = refund(of(paid));

    Charge expanded =
        shop.api()
            .charges()
            .retrieve(
                paid.getLatestCharge(),
                ChargeRetrieveParams.builder().addExpand("refunds").build());

    assertThat(charge(paid).getRefunds()).isNull();
    assertThat(expanded.getRefunds().getData()).containsExactly(refund);
  }

  private static RefundCreateParams.Builder of(PaymentIntent intent) {
    return RefundCreateParams.builder().setPaymentIntent(intent.getId());
  }

  private Refund refund(RefundCreateParams.Builder params) throws StripeException {
    return shop.api().refunds().create(params.build());
  }

  private List<Refund> list(RefundListParams.Builder params) throws StripeException {
    return shop.api().refunds().list(params.build()).getData();
  }

  private Charge charge(PaymentIntent intent) throws StripeException {
    return shop.api()
        .charges()
        .retrieve(shop.api().paymentIntents().retrieve(intent.getId()).getLatestCharge());
  }

  private List<String> types() throws StripeException {
    return shop.api().events().list().getData().stream().map(Event::getType).toList();
  }

  private static Object object(Event event) {
    return event.getDataObjectDeserializer().getObject().orElseThrow();
  }
}
