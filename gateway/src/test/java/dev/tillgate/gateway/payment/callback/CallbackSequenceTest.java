package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.order.OrderState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several callbacks about one payment, in the orders in which networks bring them. */
class CallbackSequenceTest {
  @TempDir Path directory;
  Letterbox box;

  @BeforeEach
  void open() {
    box = new Letterbox(directory);
  }

  @AfterEach
  void close() {
    box.close();
  }

  private void deliver(String id, String order, String type, String status) {
    assertThat(box.deliver(box.event(id, "payment_intent." + type, order, status))).isTrue();
  }

  private void assertConfirmedOnce(String order) {
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
    assertThat(box.events(order)).filteredOn("order.confirmed"::equals).hasSize(1);
    assertThat(box.shop.tea()).isEqualTo(new Product.Level(9, 0));
  }

  @Test
  @DisplayName("PAY-A1: the same event five times in a row is answered each time, with one effect")
  void theSameEventInARow() {
    String order = box.order();

    for (int i = 0; i < 5; i++) {
      deliver("evt_1", order, "succeeded", "succeeded");
    }

    assertThat(box.inbox()).containsExactly("evt_1 processed null");
    assertConfirmedOnce(order);
  }

  @Test
  @DisplayName("PAY-A3: two events for one success, and a charge's beside them: one effect")
  void twoEventsForOneChange() {
    String order = box.order();

    deliver("evt_A", order, "succeeded", "succeeded");
    deliver("evt_B", order, "succeeded", "succeeded");
    box.deliver(box.event("evt_C", "charge.succeeded", order, "succeeded"));

    assertThat(box.inbox())
        .contains("evt_A processed null", "evt_B ignored same-state")
        .filteredOn(row -> row.startsWith("evt_C"))
        .allMatch(row -> row.contains("ignored"));
    assertConfirmedOnce(order);
  }

  @Test
  @DisplayName("PAY-A4: processing and created after succeeded are stale")
  void lateNewsOfTheBeginning() {
    String order = box.order();

    deliver("evt_1", order, "succeeded", "succeeded");
    deliver("evt_2", order, "processing", "processing");
    deliver("evt_3", order, "created", "requires_payment_method");

    assertThat(box.inbox())
        .containsExactly(
            "evt_1 processed null", "evt_2 ignored stale", "evt_3 ignored nothing-new");
    assertConfirmedOnce(order);
  }

  @Test
  @DisplayName("PAY-A5: payment_failed after succeeded takes nothing back")
  void aLateFailure() {
    String order = box.order();

    deliver("evt_1", order, "succeeded", "succeeded");
    box.deliver(declined("evt_2", order));

    assertThat(box.inbox()).contains("evt_2 ignored stale");
    assertConfirmedOnce(order);
  }

  @Test
  @DisplayName("PAY-A6: payment_failed, then succeeded with a second card, confirms the order")
  void failedIsNotTheEnd() {
    String order = box.order();

    box.deliver(declined("evt_1", order));
    assertThat(box.state(order)).isEqualTo(OrderState.PAYMENT_FAILED);
    deliver("evt_2", order, "succeeded", "succeeded");

    assertThat(box.events(order)).containsExactly("order.payment_failed", "order.confirmed");
    assertConfirmedOnce(order);
  }

  private byte[] declined(String id, String order) {
    byte[] event = box.event(id, "payment_intent.payment_failed", order, "requires_payment_method");
    return new String(event, StandardCharsets.UTF_8)
        .replace(
            "\"last_payment_error\":null",
            "\"last_payment_error\":{\"code\":\"card_declined\",\"decline_code\":\"lost_card\"}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName(
      "PAY-A10: fields and an api_version from the future do not keep an order from ending")
  void fieldsFromTheFuture() {
    String order = box.order();
    String event =
        new String(
            box.event("evt_1", "payment_intent.succeeded", order, "succeeded"),
            StandardCharsets.UTF_8);

    box.deliver(
        event
            .replaceFirst("\\{", "{\"api_version\":\"2099-01-01.zinc\",\"mood\":{\"now\":[1]},")
            .replace("\"amount\":", "\"amount_details\":{\"tip\":null},\"amount\":")
            .getBytes(StandardCharsets.UTF_8));

    assertConfirmedOnce(order);
  }

  @Test
  void everyCheckOfAnAppliedCallbackIsKept() {
    deliver("evt_1", box.order(), "succeeded", "succeeded");

    assertThat(box.checks("evt_1"))
        .isEqualTo(
            """
            {"signature":"ok","timestamp":"ok","event":"ok","type":"ok","livemode":"ok",\
            "account":"ok","payment":"ok","money":"ok","applied":"ok"}\
            """);
  }

  @Test
  void theCheckThatFailedIsTheLast() {
    box.deliver(box.eventFor("pi_9", "evt_1"));
    box.deliver(box.event("evt_2", "customer.created", "ord_none", "succeeded"));
    String order = box.order();
    box.bind(order, "pi_1");
    box.deliver(box.eventOver(1, "evt_3", order));
    box.deliver("{}".getBytes(StandardCharsets.UTF_8));

    assertThat(List.of(box.checks("evt_1"), box.checks("evt_2"), box.checks("evt_3")))
        .satisfiesExactly(
            checks ->
                assertThat(checks)
                    .endsWith(
                        "\"payment\":\"failed: no payment of ours is pi_9, or not so far yet\"}"),
            checks ->
                assertThat(checks)
                    .endsWith("\"type\":\"failed: nothing is done about customer.created\"}"),
            checks ->
                assertThat(checks)
                    .contains("\"money\":\"failed: the amount is 1 instead of 1299\""));
    assertThat(box.inbox().getLast()).endsWith("dead unreadable");
  }
}
