package dev.tillgate.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Orders that run out of time, or are called off, with a real provider that may be paid first. */
class ExpiryTest {
  private static final int ORDERS = 500;
  private static final String SHOPPER_MUST_ACT = "pm_card_threeDSecure2Required";
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final Stage stage = Stage.hurried();

  @Test
  @DisplayName("PAY-E3: 500 orders expire while their shoppers pay: each ends confirmed or expired")
  void expiryAndSuccessRaced() throws InterruptedException {
    AtOnce.times(ORDERS, number -> checkOut(SHOPPER_MUST_ACT));
    List<String> intents = intentsOfAll();
    Poll.until("the first to expire", A_MINUTE, () -> !in("expiring", "expired").isEmpty());

    List<Boolean> paid = AtOnce.times(ORDERS, number -> pays(intents.get(number)));

    Poll.until("quiet", A_MINUTE, () -> in("confirmed", "expired").size() == ORDERS);
    int confirmed = in("confirmed").size();
    assertThat(paid).filteredOn(success -> success).hasSize(confirmed);
    assertThat(stage.shop().product(Stage.TEA).path("stock").asInt())
        .isEqualTo(Stage.STOCK - confirmed);
    stage.books().agree(Stage.STOCK);
  }

  @Test
  @DisplayName(
      "PAY-E6: who never comes back from 3-D Secure loses the order, and nobody is charged")
  void anAbandonedOrderExpires() {
    String order = checkOut(SHOPPER_MUST_ACT);

    Poll.until("it to expire", A_MINUTE, () -> in("expired").size() == 1);

    assertThat(stage.psp().ledger(order).intents())
        .extracting(Ledger.Intent::status)
        .containsExactly("canceled");
    assertThat(stage.books().types(order))
        .containsExactly("order.placed", "order.requires_action", "order.expired");
    stage.books().agree(Stage.STOCK);
  }

  @Test
  @DisplayName("PAY-E2, PAY-E4: who calls an order off is not charged, or gets the money back")
  void aCanceledOrderLeavesNothing() {
    String open = checkOut(SHOPPER_MUST_ACT);
    String paid = checkOut("pm_card_visa");
    Poll.until("the one to be paid", A_MINUTE, () -> in("confirmed").size() == 1);

    assertThat(cancel(open)).isEqualTo("canceled");
    assertThat(cancel(paid)).isEqualTo("canceled");

    assertThat(stage.psp().ledger(open).intents())
        .extracting(Ledger.Intent::captured)
        .containsExactly(0L);
    assertThat(stage.psp().ledger(paid).intents())
        .extracting(intent -> intent.captured() - intent.refunded())
        .containsExactly(0L);
    JsonNode tea = stage.shop().product(Stage.TEA);
    assertThat(tea.path("available").asInt()).isEqualTo(Stage.STOCK);
    stage.books().verified();
  }

  private String checkOut(String method) {
    return stage
        .shop()
        .checkOut(Purchase.of(Stage.TEA, method), "Prefer", "respond-async")
        .expect(202)
        .text("/id");
  }

  /** Waits until every shopper was asked; on a slow machine the first may be too late by then. */
  private List<String> intentsOfAll() {
    return Poll.until(
        "all shoppers to be asked",
        A_MINUTE,
        () ->
            stage.psp().ledger().intents().stream()
                .filter(intent -> !intent.status().equals("requires_confirmation"))
                .map(Ledger.Intent::id)
                .toList(),
        intents -> intents.size() == ORDERS);
  }

  /** The shopper acts; false when the provider has canceled meanwhile. */
  private boolean pays(String intent) {
    try {
      stage.psp().authenticate(intent);
      return true;
    } catch (RuntimeException refused) {
      return false;
    }
  }

  private String cancel(String order) {
    return stage.shop().cancel("cancel-" + order, order).expect(200).text("/status");
  }

  private List<String> in(String... statuses) {
    Map<String, List<String>> byStatus =
        stage.shop().orders().stream()
            .collect(
                Collectors.groupingBy(
                    order -> order.path("status").asString(),
                    Collectors.mapping(order -> order.path("id").asString(), Collectors.toList())));
    return List.of(statuses).stream()
        .flatMap(status -> byStatus.getOrDefault(status, List.of()).stream())
        .toList();
  }
}
