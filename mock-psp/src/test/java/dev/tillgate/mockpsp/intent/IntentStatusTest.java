package dev.tillgate.mockpsp.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.store.ScriptedStates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The table of moves, and its mirror in the store. */
class IntentStatusTest {
  @Test
  void theStoreAllowsExactlyTheseStates() throws Exception {
    assertThat(ScriptedStates.of("V1.sql", "payment_intents"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(IntentStatus.values()).map(IntentStatus::wire).toList());
  }

  @Test
  void everyStateThatIsNotFinalCanBeCanceled() {
    for (IntentStatus status : IntentStatus.values()) {
      boolean isFinal = status == IntentStatus.SUCCEEDED || status == IntentStatus.CANCELED;
      assertThat(status.mayBecome(IntentStatus.CANCELED)).as(status.wire()).isNotEqualTo(isFinal);
    }
  }

  @Test
  void nothingLeavesAFinalState() {
    for (IntentStatus next : IntentStatus.values()) {
      assertThat(IntentStatus.SUCCEEDED.mayBecome(next)).isFalse();
      assertThat(IntentStatus.CANCELED.mayBecome(next)).isFalse();
    }
  }
}
