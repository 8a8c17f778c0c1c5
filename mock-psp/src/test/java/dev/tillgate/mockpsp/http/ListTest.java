package dev.tillgate.mockpsp.http;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeCollection;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentListParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lists: paging in both directions, and the filters. */
class ListTest {
  private final SteppedClock clock = new SteppedClock();
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory(), clock, new Random(1));
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);
  private final List<String> newestFirst = new ArrayList<>();

  @BeforeEach
  void sevenIntentsASecondApart() throws Exception {
    for (int i = 0; i < 7; i++) {
      newestFirst.addFirst(shop.open().getId());
      clock.advance(Duration.ofSeconds(1));
    }
  }

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void pagingForwardsVisitsEveryIntentOnceNewestFirst() throws Exception {
    StripeCollection<PaymentIntent> page =
        shop.api().paymentIntents().list(PaymentIntentListParams.builder().setLimit(3L).build());

    assertThat(page.getHasMore()).isTrue();
    assertThat(page.getData()).hasSize(3);
    assertThat(page.autoPagingIterable())
        .extracting(PaymentIntent::getId)
        .containsExactlyElementsOf(newestFirst);
  }

  @Test
  void pagingBackwardsVisitsEverythingNewerThanTheCursorOldestPageFirst() throws Exception {
    List<String> visited = new ArrayList<>();
    String cursor = newestFirst.getLast();
    StripeCollection<PaymentIntent> page;
    do {
      page = before(cursor);
      visited.addAll(0, page.getData().stream().map(PaymentIntent::getId).toList());
      cursor = visited.getFirst();
    } while (page.getHasMore());

    assertThat(before(newestFirst.getLast()).getData())
        .extracting(PaymentIntent::getId)
        .containsExactly(newestFirst.get(4), newestFirst.get(5));
    assertThat(visited).isEqualTo(newestFirst.subList(0, 6));
    assertThat(before(newestFirst.getFirst()).getData()).isEmpty();
  }

  private StripeCollection<PaymentIntent> before(String cursor) throws Exception {
    return shop.api()
        .paymentIntents()
        .list(PaymentIntentListParams.builder().setLimit(2L).setEndingBefore(cursor).build());
  }

  @Test
  void createdBoundsAreRespected() throws Exception {
    long first = clock.instant().getEpochSecond() - 7;

    assertThat(ids("created[gte]=" + (first + 5))).isEqualTo(newestFirst.subList(0, 2));
    assertThat(ids("created[gt]=%d&created[lt]=%d".formatted(first + 1, first + 4)))
        .isEqualTo(newestFirst.subList(3, 5));
    assertThat(ids("created=" + first)).isEqualTo(newestFirst.subList(6, 7));
  }

  @Test
  void intentsAndChargesAreListedByCustomer() throws Exception {
    String form = "amount=5&currency=eur&payment_method_types[]=card&confirm=true";
    String bought = form + "&payment_method=pm_card_visa&customer=cus_1&transfer_group=tg_1";
    String id = json(wire.post("/v1/payment_intents", bought)).path("id").asString();

    assertThat(ids("customer=cus_1")).containsExactly(id);
    assertThat(ids("customer=cus_2")).isEmpty();
    assertThat(ids("customer_account=acct_1")).isEmpty();
    assertThat(json(wire.get("/v1/charges?customer=cus_1")).at("/data/0/payment_intent").asString())
        .isEqualTo(id);
    assertThat(json(wire.get("/v1/charges?transfer_group=tg_1")).path("data")).hasSize(1);
    assertThat(json(wire.get("/v1/charges?transfer_group=tg_2")).path("data")).isEmpty();
  }

  @Test
  void listsCanBeExpanded() throws Exception {
    shop.pay("pm_card_visa");

    JsonNode newest =
        json(wire.get("/v1/payment_intents?limit=1&expand[]=data.latest_charge"))
            .at("/data/0/latest_charge");
    assertThat(newest.path("object").asString()).isEqualTo("charge");
  }

  @Test
  void eventsAreFilteredByTypeAndTypes() throws Exception {
    shop.pay("pm_card_visa");

    assertThat(types(EventListParams.builder().setType("charge.succeeded")))
        .containsExactly("charge.succeeded");
    assertThat(types(EventListParams.builder().setType("charge.*")))
        .containsExactly("charge.succeeded");
    assertThat(
            types(
                EventListParams.builder()
                    .addType("charge.succeeded")
                    .addType("payment_intent.succeeded")))
        .containsExactly("payment_intent.succeeded", "charge.succeeded");
  }

  @Test
  void aLimitOutOfRangeAndAnUnknownCursorAreRefused() throws Exception {
    assertThat(wire.get("/v1/events?limit=0").statusCode()).isEqualTo(400);
    assertThat(wire.get("/v1/events?limit=101").statusCode()).isEqualTo(400);
    assertThat(json(wire.get("/v1/events?starting_after=evt_none")).at("/error/param").asString())
        .isEqualTo("starting_after");
  }

  private List<String> types(EventListParams.Builder params) throws Exception {
    return shop.api().events().list(params.build()).getData().stream().map(Event::getType).toList();
  }

  private List<String> ids(String query) throws Exception {
    return json(wire.get("/v1/payment_intents?" + query))
        .path("data")
        .valueStream()
        .map(intent -> intent.path("id").asString())
        .toList();
  }
}
