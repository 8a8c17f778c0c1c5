package dev.tillgate.mockpsp.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of moves, and its mirror in the store. */
class IntentStatusTest {
  @Test
  void theStoreAllowsExactlyTheseStates() throws Exception {
    try (InputStream in =
        IntentStatus.class.getResourceAsStream("/dev/tillgate/mockpsp/store/sqlite/V1.sql")) {
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String check = sql.substring(sql.indexOf("CHECK (status IN"), sql.indexOf("order_id"));

      assertThat(Pattern.compile("'(\\w+)'").matcher(check).results().map(IntentStatusTest::word))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(IntentStatus.values()).map(IntentStatus::wire).toList());
    }
  }

  private static String word(MatchResult match) {
    return match.group(1);
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
