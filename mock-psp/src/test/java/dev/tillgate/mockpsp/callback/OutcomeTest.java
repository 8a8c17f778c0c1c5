package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which answers say that a callback was taken. */
class OutcomeTest {
  @ParameterizedTest
  @CsvSource({"101, false", "199, false", "200, true", "299, true", "300, false", "500, false"})
  void onlyA2xxIsADelivery(int status, boolean delivered) {
    assertThat(Outcome.answered(status).delivered()).isEqualTo(delivered);
  }
}
