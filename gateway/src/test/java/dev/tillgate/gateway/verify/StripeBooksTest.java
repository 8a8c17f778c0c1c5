package dev.tillgate.gateway.verify;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StripeBooksTest {
  private static final Instant FROM = Instant.ofEpochSecond(1_700_003_600);

  @RegisterExtension
  private final WireMockExtension stripe =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @Test
  void everyPageIsReadAndEachChargeIsCreditedToItsIntent() {
    page("payment_intents", "", true, intent("pi_2", "ord_2"));
    page("payment_intents", "pi_2", false, intent("pi_1", "ord_1"));
    page("charges", "", true, charge("ch_3", "pi_1", 700, 200));
    page("charges", "ch_3", true, charge("ch_2", "pi_1", 50, 0));
    page("refunds", "", false, refund("re_1", "pi_1", "requires_action"));
    page(
        "charges",
        "ch_2",
        false,
        "{\"id\":\"ch_1\",\"payment_intent\":null,\"amount_captured\":9}");

    assertThat(books().since(FROM))
        .containsExactlyInAnyOrder(
            new ProviderIntent(
                "pi_1",
                Optional.of("ord_1"),
                Optional.empty(),
                550,
                List.of(new ProviderIntent.Returned("re_1", 200, "pending"))),
            new ProviderIntent("pi_2", Optional.of("ord_2"), Optional.empty(), 0));
  }

  @Test
  void aRefusalIsToldWithoutTheKey() {
    stripe.stubFor(
        get(urlPathEqualTo("/v1/payment_intents")).willReturn(aResponse().withStatus(401)));

    assertThatThrownBy(() -> books().since(FROM))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("it answers 401")
        .hasMessageNotContaining("sk_test");
  }

  @Test
  void theEventsThatWereDeliveredAreReadWithTheIntentTheyAreAbout() {
    stripe.stubFor(
        get(urlPathEqualTo("/v1/events"))
            .withQueryParam("delivery_success", equalTo("true"))
            .withQueryParam("created[gte]", equalTo("1700003600"))
            .willReturn(
                okJson(
                    """
                    {"has_more":false,"data":[
                     {"id":"evt_2","type":"charge.succeeded",
                      "data":{"object":{"id":"ch_1","payment_intent":"pi_1"}}},
                     {"id":"evt_1","type":"payment_intent.succeeded",
                      "data":{"object":{"id":"pi_1"}}}]}
                    """)));

    assertThat(books().delivered(FROM))
        .containsExactly(
            new ProviderNotice("evt_2", "charge.succeeded", "pi_1"),
            new ProviderNotice("evt_1", "payment_intent.succeeded", "pi_1"));
  }

  private StripeBooks books() {
    return new StripeBooks(URI.create(stripe.baseUrl()), "sk_test_books");
  }

  private void page(String list, String after, boolean more, String object) {
    stripe.stubFor(
        get(urlPathEqualTo("/v1/" + list))
            .withHeader("Authorization", equalTo("Bearer sk_test_books"))
            .withQueryParam("limit", equalTo("100"))
            .withQueryParam("created[gte]", equalTo("1700000000"))
            .withQueryParam("starting_after", after.isEmpty() ? absent() : equalTo(after))
            .willReturn(okJson("{\"has_more\":" + more + ",\"data\":[" + object + "]}")));
  }

  private static String intent(String id, String order) {
    return "{\"id\":\"%s\",\"metadata\":{\"order_id\":\"%s\"}}".formatted(id, order);
  }

  private static String refund(String id, String intent, String status) {
    return "{\"id\":\"%s\",\"payment_intent\":\"%s\",\"amount\":200,\"status\":\"%s\"}"
        .formatted(id, intent, status);
  }

  private static String charge(String id, String intent, long captured, long refunded) {
    return "{\"id\":\"%s\",\"payment_intent\":\"%s\",\"amount_captured\":%d,\"amount_refunded\":%d}"
        .formatted(id, intent, captured, refunded);
  }
}
