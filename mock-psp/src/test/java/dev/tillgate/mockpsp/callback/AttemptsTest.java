package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The memory of attempts. */
class AttemptsTest {
  private final Attempts attempts = new Attempts();

  @Test
  void theLastThousandAreKeptTheNewestFirst() {
    for (int i = 1; i <= 1001; i++) {
      attempts.add(attempt("whd_" + i));
    }

    assertThat(attempts.last(2000)).hasSize(1000);
    assertThat(attempts.last(2))
        .extracting(Attempt::delivery)
        .containsExactly("whd_1001", "whd_1000");
    assertThat(attempts.last(2000).getLast().delivery()).isEqualTo("whd_2");
    assertThat(attempts.last(-1)).isEmpty();
  }

  private static Attempt attempt(String delivery) {
    return new Attempt(
        delivery,
        "evt_1",
        "charge.succeeded",
        "http://127.0.0.1:9/",
        1,
        Instant.EPOCH,
        Duration.ZERO,
        Outcome.answered(200),
        List.of(),
        null);
  }
}
