package dev.tillgate.gateway.payment.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.ProviderRefund.Status;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refunds on the wire: what is asked, and what the answers mean. */
class StripeRefundCallsTest {
  private static final Psp.NewRefund WANTED =
      new Psp.NewRefund("pi_1", 500, Optional.of("duplicate"), Map.of("refund_id", "ref_1"));

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

  private static String refund(String id, String intent, long amount, String status) {
    return """
    {"id":"%s","object":"refund","payment_intent":"%s","amount":%d,"currency":"usd",
     "status":"%s","metadata":{"refund_id":"ref_1"},"charge":"ch_1"}\
    """
        .formatted(id, intent, amount, status);
  }

  private static ProviderRefund told(String id, Status status) {
    return new ProviderRefund(
        id,
        "pi_1",
        500,
        "usd",
        new ProviderRefund.Outcome(status, Optional.empty()),
        Map.of("refund_id", "ref_1"));
  }

  private void made(String body) {
    STRIPE.stubFor(
        post(urlPathEqualTo("/v1/refunds"))
            .withHeader("Idempotency-Key", equalTo("ref_1:create"))
            .withHeader("Stripe-Version", equalTo(StripePsp.API_VERSION))
            .withRequestBody(containing("payment_intent=pi_1&amount=500&reason=duplicate"))
            .withRequestBody(containing("metadata%5Brefund_id%5D=ref_1"))
            .willReturn(okJson(body)));
  }

  @Test
  void aRefundIsMadeOfAnIntentUnderItsKey() {
    made(refund("re_1", "pi_1", 500, "pending"));

    assertThat(psp.refund(WANTED, "ref_1:create"))
        .isEqualTo(new PspAnswer.Told<>(told("re_1", Status.PENDING)));
  }

  @Test
  void anAnswerAboutOtherMoneyIsNotBelieved() {
    made(refund("re_1", "pi_other", 500, "succeeded"));
    assertThat(psp.refund(WANTED, "ref_1:create")).isInstanceOf(PspAnswer.Unknown.class);

    made(refund("re_1", "pi_1", 501, "succeeded"));
    assertThat(psp.refund(WANTED, "ref_1:create")).isInstanceOf(PspAnswer.Unknown.class);
  }

  @Test
  void aStatusNobodyKnowsIsNotGuessed() {
    made(refund("re_1", "pi_1", 500, "reversed"));

    assertThat(psp.refund(WANTED, "ref_1:create")).isInstanceOf(PspAnswer.Unknown.class);
  }

  @Test
  void aRefusalIsTold() {
    STRIPE.stubFor(
        post(urlPathEqualTo("/v1/refunds"))
            .willReturn(
                aResponse()
                    .withStatus(400)
                    .withBody(
                        """
                        {"error":{"type":"invalid_request_error","code":"charge_already_refunded",
                         "message":"Charge ch_1 has already been refunded."}}\
                        """)));

    assertThat(psp.refund(WANTED, "ref_1:create"))
        .isInstanceOfSatisfying(
            PspAnswer.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("charge_already_refunded"));
  }

  @Test
  void aRefundIsReadByItsIdAndNoOther() {
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/refunds/re_1"))
            .willReturn(okJson(refund("re_1", "pi_1", 500, "succeeded"))));
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/refunds/re_2"))
            .willReturn(okJson(refund("re_1", "pi_1", 500, "succeeded"))));

    assertThat(psp.retrieveRefund("re_1"))
        .isEqualTo(new PspAnswer.Told<>(told("re_1", Status.SUCCEEDED)));
    assertThat(psp.retrieveRefund("re_2")).isInstanceOf(PspAnswer.Unknown.class);
    assertThatIllegalArgumentException().isThrownBy(() -> psp.retrieveRefund("re_1/cancel"));
  }

  private void page(Optional<String> after, String body) {
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/refunds"))
            .withQueryParam("payment_intent", equalTo("pi_1"))
            .withQueryParam("limit", equalTo("100"))
            .withQueryParam("starting_after", after.isEmpty() ? absent() : equalTo(after.get()))
            .willReturn(okJson(body)));
  }

  private static String list(String refund, boolean more) {
    return "{\"object\":\"list\",\"has_more\":%s,\"data\":[%s]}".formatted(more, refund);
  }

  @Test
  void everyPageOfAnIntentsRefundsIsRead() {
    page(Optional.empty(), list(refund("re_2", "pi_1", 500, "failed"), true));
    page(Optional.of("re_2"), list(refund("re_1", "pi_1", 500, "succeeded"), false));

    assertThat(psp.refundsOf("pi_1"))
        .isEqualTo(
            new PspAnswer.Told<>(
                List.of(told("re_2", Status.FAILED), told("re_1", Status.SUCCEEDED))));
  }

  @Test
  void aPageThatIsMissingMakesTheListUnknown() {
    page(Optional.empty(), list(refund("re_2", "pi_1", 500, "failed"), true));
    page(Optional.of("re_2"), "{\"object\":\"list\"}");

    assertThat(psp.refundsOf("pi_1")).isInstanceOf(PspAnswer.Unknown.class);
  }
}
