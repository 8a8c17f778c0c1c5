package dev.tillgate.gateway.payment.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.provider.News;
import dev.tillgate.gateway.payment.provider.ProviderDispute;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stripe's callbacks tell of money that was taken. */
class StripeMoneyEventsTest {
  private static final String REFUND =
      """
      {"id":"re_1","object":"refund","payment_intent":"pi_1","amount":500,"currency":"usd",
       "status":"failed","failure_reason":"expired_or_canceled_card","metadata":{"a":"b"}}\
      """;

  private final StripeCallbacks stripe =
      new StripeCallbacks(Schemes.stripe(Schemes.DEFAULT_TOLERANCE));

  private News news(String type, String object) {
    String event =
        """
        {"id":"evt_1","object":"event","type":"%s","created":1700000000,"livemode":false,
         "data":{"object":%s}}\
        """
            .formatted(type, object);
    return stripe.parse(event.getBytes(UTF_8)).news();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"})
  void anEventAboutARefundCarriesIt(String type) {
    assertThat(news(type, REFUND))
        .isEqualTo(
            new News.OfRefund(
                new ProviderRefund(
                    "re_1",
                    "pi_1",
                    500,
                    "usd",
                    new ProviderRefund.Outcome(
                        ProviderRefund.Status.FAILED, Optional.of("expired_or_canceled_card")),
                    Map.of("a", "b"))));
  }

  @Test
  void aChargesEventCarriesTheSumOfItsRefunds() {
    String charge = "{\"id\":\"ch_1\",\"payment_intent\":\"pi_1\",\"amount_refunded\":799}";

    assertThat(news("charge.refunded", charge)).isEqualTo(new News.OfRefundSum("pi_1", 799));
  }

  @ParameterizedTest
  @ValueSource(strings = {"refund.created", "charge.refunded", "charge.dispute.created"})
  void whatIsOfNoIntentIsNotOurs(String type) {
    assertThat(news(type, REFUND.replace("\"pi_1\"", "null"))).isEqualTo(new News.Nothing());
  }

  @ParameterizedTest
  @CsvSource({
    "charge.dispute.created, needs_response, true",
    "charge.dispute.updated, under_review, true",
    "charge.dispute.updated, lost, false",
    "charge.dispute.closed, won, false",
    "charge.dispute.closed, a_word_of_tomorrow, false",
    "charge.dispute.created, warning_needs_response, true"
  })
  void aDisputeIsOpenUntilItIsDecided(String type, String status, boolean open) {
    String dispute =
        """
        {"id":"du_1","object":"dispute","payment_intent":"pi_1","status":"%s","reason":"fraudulent",
         "is_charge_refundable":false}\
        """
            .formatted(status);

    assertThat(news(type, dispute))
        .isEqualTo(
            new News.OfDispute(
                new ProviderDispute("du_1", "pi_1", open, false, status, "fraudulent")));
  }
}
