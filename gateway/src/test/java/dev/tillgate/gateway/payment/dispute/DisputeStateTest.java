package dev.tillgate.gateway.payment.dispute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Mirror;
import org.junit.jupiter.api.Test;

class DisputeStateTest {
  @Test
  void theTableDisputesAllowsTheSameStates() {
    assertThat(Mirror.check("V6__refund.sql", "disputes", "status"))
        .containsExactlyInAnyOrderElementsOf(DisputeState.words());
  }
}
