package dev.tillgate.gateway.payment.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Mirror;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefundStateTest {
  @Test
  void theTableRefundsAllowsTheSameStatesAndOrigins() {
    assertThat(Mirror.check("V6__refund.sql", "refunds", "status"))
        .containsExactlyInAnyOrderElementsOf(RefundState.words());
    assertThat(Mirror.check("V6__refund.sql", "refunds", "origin"))
        .containsExactlyInAnyOrderElementsOf(Origin.words());
  }

  @ParameterizedTest
  @CsvSource({
    "FAILED, SUCCEEDED",
    "FAILED, PENDING",
    "CANCELED, SUCCEEDED",
    "SUCCEEDED, PENDING",
    "UNKNOWN, CREATED",
    "PENDING, SUBMITTED",
    "SUCCEEDED, CANCELED"
  })
  void aSignalFromThePastMovesNothing(RefundState from, RefundState to) {
    assertThat(from.mayBecome(to)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"SUCCEEDED, FAILED", "PENDING, FAILED", "UNKNOWN, SUCCEEDED", "SUBMITTED, UNKNOWN"})
  void newsMovesIt(RefundState from, RefundState to) {
    assertThat(from.mayBecome(to)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theSameStateIsNoMove(RefundState state) {
    assertThat(state.mayBecome(state)).isFalse();
  }
}
