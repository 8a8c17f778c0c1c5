package dev.tillgate.mockpsp.refund;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.store.ScriptedStates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The table of moves, and its mirror in the store. */
class RefundStatusTest {
  @Test
  void theStoreAllowsExactlyTheseStates() throws Exception {
    assertThat(ScriptedStates.of("V2.sql", "refunds"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RefundStatus.values()).map(RefundStatus::wire).toList());
  }

  @Test
  void nothingLeavesAFinalState() {
    for (RefundStatus next : RefundStatus.values()) {
      assertThat(RefundStatus.FAILED.mayBecome(next)).isFalse();
      assertThat(RefundStatus.CANCELED.mayBecome(next)).isFalse();
    }
  }
}
