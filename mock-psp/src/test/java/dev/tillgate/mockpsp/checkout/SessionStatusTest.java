package dev.tillgate.mockpsp.checkout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
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
    try (InputStream in =
        SessionStatus.class.getResourceAsStream("/dev/tillgate/mockpsp/store/sqlite/V6.sql")) {
      String script = new String(in.readAllBytes(), UTF_8);
      var check = Pattern.compile("status IN \\(([^)]*)\\)").matcher(script);

      assertThat(check.find()).isTrue();
      assertThat(List.of(check.group(1).replace("'", "").split(",\\s*")))
          .containsExactlyElementsOf(
              Arrays.stream(SessionStatus.values()).map(SessionStatus::wire).toList());
    }
  }
}
