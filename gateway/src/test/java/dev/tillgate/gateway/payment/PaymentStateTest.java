package dev.tillgate.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Mirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentStateTest {
  @Test
  void theTablePaymentsAllowsTheSameStates() {
    assertThat(Mirror.check("V5__payment.sql", "payments", "status"))
        .containsExactlyInAnyOrderElementsOf(PaymentState.words());
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCEEDED, FAILED",
    "SUCCEEDED, PROCESSING",
    "SUCCEEDED, CANCELED",
    "PROCESSING, SUBMITTED",
    "REQUIRES_ACTION, UNKNOWN",
    "CANCELED, FAILED",
    "REFUNDED, SUCCEEDED",
    "FAILED, SUBMITTED",
    "NEEDS_REVIEW, PROCESSING"
  })
  void aSignalFromThePastMovesNothing(PaymentState from, PaymentState to) {
    assertThat(from.mayBecome(to)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "CREATED, SUCCEEDED",
    "UNKNOWN, FAILED",
    "FAILED, PROCESSING",
    "FAILED, REQUIRES_ACTION",
    "FAILED, SUCCEEDED",
    "PROCESSING, REQUIRES_ACTION",
    "REQUIRES_ACTION, PROCESSING",
    "SUCCEEDED, REFUND_PENDING",
    "REFUND_PENDING, REFUND_FAILED",
    "REFUND_FAILED, REFUND_PENDING",
    "SUBMITTED, UNKNOWN",
    "CANCELED, NEEDS_REVIEW"
  })
  void newsMovesIt(PaymentState from, PaymentState to) {
    assertThat(from.mayBecome(to)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theSameStateIsNoMove(PaymentState state) {
    assertThat(state.mayBecome(state)).isFalse();
  }
}
