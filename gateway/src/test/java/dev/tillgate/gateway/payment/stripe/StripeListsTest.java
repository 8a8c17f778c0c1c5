package dev.tillgate.gateway.payment.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.tillgate.gateway.payment.provider.EventPage;
import dev.tillgate.gateway.payment.provider.EventsFrom;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentPage;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stripe's lists, as its API reference describes their pages. */
class StripeListsTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

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

  private static MappingBuilder events() {
    return get(urlPathEqualTo("/v1/events"))
        .withHeader("Authorization", equalTo("Bearer sk_test_stub"));
  }

  private static String list(boolean more, String... objects) {
    return "{\"object\":\"list\",\"has_more\":"
        + more
        + ",\"data\":["
        + String.join(",", objects)
        + "]}";
  }

  private static String list(boolean more, List<String> ids) {
    return list(
        more,
        ids.stream()
            .map(id -> "{\"id\":\"%s\",\"created\":1700000000}".formatted(id))
            .toArray(String[]::new));
  }

  private List<String> ids(EventsFrom from) {
    return told(psp.events(from)).marks().stream()
        .map(EventPage.Mark::id)
        .collect(Collectors.toList());
  }

  private static <T> T told(PspAnswer<T> answer) {
    if (answer instanceof PspAnswer.Told<T>(T what)) {
      return what;
    }
    throw new AssertionError(answer);
  }

  @Test
  void theEventsAfterOneAreReadOldestFirst() {
    STRIPE.stubFor(
        events()
            .withQueryParam("ending_before", equalTo("evt_1"))
            .withQueryParam("limit", equalTo("100"))
            .willReturn(okJson(list(true, List.of("evt_3", "evt_2")))));

    EventPage page = told(psp.events(new EventsFrom.After("evt_1")));

    assertThat(page.marks()).extracting(EventPage.Mark::id).containsExactly("evt_2", "evt_3");
    assertThat(page.marks().getFirst().at()).isEqualTo(TIME);
    assertThat(page.more()).isTrue();
  }

  @Test
  void aTimeIsFoundByTheLastEventBeforeIt() {
    STRIPE.stubFor(
        events()
            .withQueryParam("created[lt]", equalTo("1700000000"))
            .withQueryParam("limit", equalTo("1"))
            .willReturn(okJson(list(true, List.of("evt_1")))));
    STRIPE.stubFor(
        events()
            .withQueryParam("ending_before", equalTo("evt_1"))
            .willReturn(okJson(list(false, List.of("evt_2")))));

    assertThat(ids(new EventsFrom.Since(TIME))).containsExactly("evt_2");
  }

  @Test
  void inAYoungAccountTheFirstEventsAreWalkedBackTo() {
    STRIPE.stubFor(
        events()
            .withQueryParam("created[lt]", equalTo("1700000000"))
            .willReturn(okJson(list(false, List.of()))));
    STRIPE.stubFor(
        events()
            .withQueryParam("created[gte]", equalTo("1700000000"))
            .withQueryParam("starting_after", absent())
            .willReturn(okJson(list(true, List.of("evt_4", "evt_3")))));
    STRIPE.stubFor(
        events()
            .withQueryParam("starting_after", equalTo("evt_3"))
            .willReturn(okJson(list(false, List.of("evt_2", "evt_1")))));

    EventPage page = told(psp.events(new EventsFrom.Since(TIME)));

    assertThat(page.marks()).extracting(EventPage.Mark::id).containsExactly("evt_1", "evt_2");
    assertThat(page.more()).isTrue();
  }

  @Test
  void anEventOfAnOddFormIsHandedOnAndTheOthersToo() {
    String odd = "{\"id\":7,\"created\":\"yesterday\"}";
    STRIPE.stubFor(
        events()
            .withQueryParam("ending_before", equalTo("evt_1"))
            .willReturn(okJson(list(false, "{\"id\":\"evt_2\",\"created\":1700000000}", odd))));

    EventPage page = told(psp.events(new EventsFrom.After("evt_1")));

    assertThat(page.events()).hasSize(2);
    assertThat(page.events().getFirst().mark()).isEmpty();
    assertThat(new String(page.events().getFirst().body(), StandardCharsets.UTF_8)).isEqualTo(odd);
  }

  @Test
  void aListThatIsNoneTellsNothing() {
    STRIPE.stubFor(
        events().withQueryParam("ending_before", equalTo("evt_1")).willReturn(okJson("{}")));

    assertThat(psp.events(new EventsFrom.After("evt_1"))).isInstanceOf(PspAnswer.Unknown.class);
  }

  @Test
  void theIntentsOfATimeAreReadPageByPage() {
    IntentPage.Query first = new IntentPage.Query(TIME, TIME.plusSeconds(60), Optional.empty());
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/payment_intents"))
            .withQueryParam("created[gte]", equalTo("1700000000"))
            .withQueryParam("created[lte]", equalTo("1700000060"))
            .withQueryParam("starting_after", absent())
            .willReturn(okJson(list(true, intent("pi_2"), intent("pi_1")))));

    IntentPage page = told(psp.intents(first));

    assertThat(page.intents()).extracting(Intent::id).isEqualTo(Arrays.asList("pi_2", "pi_1"));
    assertThat(page.next()).contains("pi_1");
  }

  @Test
  void anIntentNobodyCanReadMakesTheListUnreadable() {
    STRIPE.stubFor(
        get(urlPathEqualTo("/v1/payment_intents"))
            .withQueryParam("created[gte]", equalTo("1700000000"))
            .willReturn(okJson(list(false, "{\"id\":\"pi_odd\"}"))));

    assertThat(psp.intents(new IntentPage.Query(TIME, TIME, Optional.empty())))
        .isInstanceOf(PspAnswer.Unknown.class);
  }

  private static String intent(String id) {
    return """
    {"id":"%s","object":"payment_intent","status":"processing","amount":1,"amount_received":0,
     "currency":"usd","livemode":false,"metadata":{}}
    """
        .formatted(id);
  }
}
