package dev.tillgate.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.dispute.OpenDisputes;
import dev.tillgate.gateway.payment.provider.ProviderDispute;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PAY-D6: a dispute flags the order and moves nothing. */
class DisputesTest {
  private static final ProviderDispute OPEN = dispute("du_1", true, false, "needs_response");
  private static final ProviderDispute CLOSED = dispute("du_1", false, false, "won");

  @TempDir Path directory;
  Till till;
  Order order;
  Payment payment;

  @BeforeEach
  void payForAnOrder() {
    till = new Till(directory);
    order = till.shop.order(1);
    payment = till.paid(order, "pi_1");
  }

  @AfterEach
  void close() {
    till.close();
  }

  private static ProviderDispute dispute(
      String id, boolean open, boolean refundable, String status) {
    return new ProviderDispute(id, "pi_1", open, refundable, status, "fraudulent");
  }

  private Applied hear(ProviderDispute told) {
    return till.shop.database.write(tx -> till.moneyNews.dispute(tx, payment, told));
  }

  private boolean isDisputed() {
    return till.shop.database.read(tx -> new OpenDisputes().isOpen(tx, payment.id()));
  }

  private boolean blocksRefunds() {
    return till.shop.database.read(tx -> new OpenDisputes().blocksRefunds(tx, order.id()));
  }

  @Test
  @DisplayName("PAY-D6: told once, flagged while it is open, and no state moves")
  void aDisputeFlagsTheOrder() {
    hear(OPEN);

    assertThat(hear(OPEN)).isEqualTo(new Applied.Ignored("same-state"));
    assertThat(isDisputed()).isTrue();
    assertThat(blocksRefunds()).isTrue();
    assertThat(till.shop.stateOf(order.id())).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(till.shop.events(order.id())).containsExactly("order.confirmed", "order.disputed");
  }

  @Test
  void whatIsClosedStaysClosedWhateverComesLate() {
    hear(CLOSED);

    assertThat(hear(OPEN)).isEqualTo(new Applied.Ignored("same-state"));
    assertThat(isDisputed()).isFalse();
    assertThat(blocksRefunds()).isFalse();
    assertThat(till.shop.events(order.id())).containsExactly("order.confirmed", "order.disputed");
  }

  @Test
  void eachDisputeIsToldAndBlocksByItself() {
    hear(OPEN);
    hear(CLOSED);
    hear(dispute("du_2", true, false, "needs_response"));

    assertThat(blocksRefunds()).isTrue();
    assertThat(till.shop.events(order.id()))
        .containsExactly("order.confirmed", "order.disputed", "order.disputed");
  }

  @Test
  void anInquiryMayBeEndedByARefund() {
    hear(dispute("du_1", true, true, "warning_needs_response"));

    assertThat(isDisputed()).isTrue();
    assertThat(blocksRefunds()).isFalse();
  }
}
