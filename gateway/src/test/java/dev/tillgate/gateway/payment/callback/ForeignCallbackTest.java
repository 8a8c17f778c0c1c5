package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.order.OrderState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of the other mode, or of an account connected to ours. */
class ForeignCallbackTest {
  @TempDir Path directory;
  Letterbox box;
  String order;

  @BeforeEach
  void open() {
    box = new Letterbox(directory);
    order = box.order();
  }

  @AfterEach
  void close() {
    box.close();
  }

  private byte[] success(String change, String into) {
    byte[] event = box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
    return new String(event, StandardCharsets.UTF_8)
        .replaceFirst(change, into)
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] ofRealMoney() {
    return success("\"livemode\":false", "\"livemode\":true");
  }

  private byte[] ofAnotherAccount() {
    return success("\"object\":\"event\"", "\"object\":\"event\",\"account\":\"acct_1\"");
  }

  @Test
  @DisplayName(
      "PAY-A11: an event of the other mode is taken, ignored and counted, and binds nothing")
  void theOtherMode() {
    assertThat(box.deliver(ofRealMoney())).isTrue();

    assertThat(box.inbox()).containsExactly("evt_1 ignored other-livemode");
    assertThat(box.checks("evt_1")).endsWith("\"livemode\":\"failed: it is real money\"}");
    assertThat(box.providerId(order)).isEmpty();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
    assertThat(box.metrics()).contains("verdict=\"ignored:other-livemode\"");
  }

  @Test
  @DisplayName("PAY-A11: an event of a connected account is taken, ignored and counted")
  void anotherAccount() {
    assertThat(box.deliver(ofAnotherAccount())).isTrue();

    assertThat(box.inbox()).containsExactly("evt_1 ignored other-account");
    assertThat(box.checks("evt_1"))
        .endsWith("\"account\":\"failed: it is about the account acct_1\"}");
    assertThat(box.providerId(order)).isEmpty();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
    assertThat(box.metrics()).contains("verdict=\"ignored:other-account\"");
  }

  @Test
  @DisplayName("PAY-A11, ruling 7: of the other mode, about a payment of ours: a person must look")
  void theOtherModeOfAPaymentOfOurs() {
    box.bind(order, "pi_1");

    box.deliver(ofRealMoney());

    assertThat(box.state(order)).isEqualTo(OrderState.NEEDS_REVIEW);
    assertThat(box.events(order)).containsExactly("order.needs_review");
  }

  @Test
  @DisplayName("PAY-A11, ruling 7: of another account, about a payment of ours: a person must look")
  void anotherAccountsWordOnAPaymentOfOurs() {
    box.bind(order, "pi_1");

    box.deliver(ofAnotherAccount());

    assertThat(box.state(order)).isEqualTo(OrderState.NEEDS_REVIEW);
  }
}
