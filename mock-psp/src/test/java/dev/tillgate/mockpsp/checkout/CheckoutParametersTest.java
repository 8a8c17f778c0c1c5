package dev.tillgate.mockpsp.checkout;

import static dev.tillgate.mockpsp.Wire.json;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which parameters make a Checkout Session, and which are refused. */
class CheckoutParametersTest {
  private static final String SESSIONS = "/v1/checkout/sessions";
  private static final String ITEM =
      "line_items[0][quantity]=1&line_items[0][price_data][currency]=eur"
          + "&line_items[0][price_data][unit_amount]=500"
          + "&line_items[0][price_data][product_data][name]=Tea";
  private static final String MINIMAL =
      "mode=payment&success_url=https://shop.example/thanks&" + ITEM;

  private final SteppedClock clock = new SteppedClock();
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory(), clock, new Random(1));
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void theTimeLeftIsBetweenHalfAnHourAndADay() throws Exception {
    for (long wanted : List.of(inSeconds(ofMinutes(30)), inSeconds(ofHours(24)))) {
      assertThat(create("expires_at=" + wanted).path("expires_at").asLong()).isEqualTo(wanted);
    }
    assertRefused("expires_at", "expires_at=" + inSeconds(ofMinutes(29)));
    assertRefused("expires_at", "expires_at=" + inSeconds(ofHours(25)));
  }

  @Test
  void whatStripeHasAndThisHasNotIsRefusedInWords() throws Exception {
    assertRefused("mode", "mode=subscription");
    assertRefused("mode", "mode=setup");
    assertRefused("ui_mode", "ui_mode=embedded_page");
    assertRefused("line_items[0][price]", "line_items[0][price]=price_1");
    assertRefused("discounts", "discounts[0][coupon]=SUMMER");
    assertRefused("shipping_options", "shipping_options[0][shipping_rate]=shr_1");
    assertRefused("automatic_tax[enabled]", "automatic_tax[enabled]=true");
    assertRefused("payment_method_types", "payment_method_types[]=ideal");
  }

  @Test
  void unknownParametersAreRefusedAtEveryDepth() throws Exception {
    assertRefused("nothing", "nothing=1");
    assertRefused("line_items[0][colour]", "line_items[0][colour]=red");
    assertRefused("line_items[0][price_data][colour]", "line_items[0][price_data][colour]=red");
    assertRefused("payment_intent_data[colour]", "payment_intent_data[colour]=red");
  }

  @Test
  void whatIsMissingOrOutOfBoundsIsNamed() throws Exception {
    assertThat(param(wire.post(SESSIONS, "success_url=https://shop.example/&" + ITEM)))
        .isEqualTo("mode");
    assertThat(param(wire.post(SESSIONS, "mode=payment&" + ITEM))).isEqualTo("success_url");
    assertThat(param(wire.post(SESSIONS, "mode=payment&success_url=https://shop.example/")))
        .isEqualTo("line_items");
    assertRefused("success_url", "success_url=javascript:alert(1)");
    assertRefused("line_items[0][quantity]", "line_items[0][quantity]=0");
    assertRefused(
        "line_items[0][price_data][unit_amount]", "line_items[0][price_data][unit_amount]=-1");
    assertRefused("line_items[0][price_data][currency]", "line_items[0][price_data][currency]=xxz");
    assertRefused(
        "line_items",
        "line_items[1][quantity]=1&line_items[1][price_data][currency]=usd"
            + "&line_items[1][price_data][unit_amount]=1"
            + "&line_items[1][price_data][product_data][name]=Cup");
    assertRefused("payment_intent_data[capture_method]", "payment_intent_data[capture_method]=no");
  }

  @Test
  void aSessionThatCostsNothingIsRefused() throws Exception {
    String free = MINIMAL.replace("[unit_amount]=500", "[unit_amount]=0");

    assertThat(param(wire.post(SESSIONS, free))).isEqualTo("line_items");
  }

  @Test
  void theShoppersAddressIsThereBeforeTheyCome() throws Exception {
    assertThat(create("customer_email=a@shop.example").at("/customer_details/email").asString())
        .isEqualTo("a@shop.example");
  }

  @Test
  void everyParameterOfTheOfficialLibraryIsAccepted() throws Exception {
    String more =
        "client_reference_id=ref_1&customer_email=a@shop.example&locale=de&submit_type=book"
            + "&allow_promotion_codes=true&billing_address_collection=required&currency=eur"
            + "&payment_method_types[]=card&payment_method_types[]=link"
            + "&custom_text[submit][message]=Hello&name_collection[business][enabled]=true"
            + "&branding_settings[display_name]=Tea&wallet_options[link][display]=never";

    assertThat(create(more).path("client_reference_id").asString()).isEqualTo("ref_1");
  }

  private long inSeconds(Duration ahead) {
    return clock.instant().plus(ahead).getEpochSecond();
  }

  private JsonNode create(String more) throws Exception {
    return json(wire.post(SESSIONS, MINIMAL + "&" + more));
  }

  private void assertRefused(String param, String more) throws Exception {
    assertThat(create(more).at("/error/param").asString()).as(more).isEqualTo(param);
  }

  private static String param(HttpResponse<String> refusal) {
    return json(refusal).at("/error/param").asString();
  }
}
