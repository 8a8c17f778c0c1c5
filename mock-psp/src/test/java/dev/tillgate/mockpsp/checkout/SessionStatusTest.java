package dev.tillgate.mockpsp.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.store.ScriptedStates;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionStatusTest {
  @Test
  void onlyAnOpenSessionMoves() {
    assertThat(SessionStatus.OPEN.mayBecome(SessionStatus.COMPLETE)).isTrue();
    assertThat(SessionStatus.OPEN.mayBecome(SessionStatus.EXPIRED)).isTrue();
    assertThat(SessionStatus.COMPLETE.mayBecome(SessionStatus.EXPIRED)).isFalse();
    assertThat(SessionStatus.EXPIRED.mayBecome(SessionStatus.COMPLETE)).isFalse();
  }

  @Test
  void theTableKnowsTheSameStates() throws Exception {
    assertThat(ScriptedStates.of("V2.sql", "checkout_sessions"))
        .containsExactlyElementsOf(
            Arrays.stream(SessionStatus.values()).map(SessionStatus::wire).toList());
  }
}
