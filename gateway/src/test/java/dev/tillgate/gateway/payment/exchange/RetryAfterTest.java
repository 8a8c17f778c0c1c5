package dev.tillgate.gateway.payment.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final String DATE = "Tue, 01 Dec 2026 12:00:00 GMT";

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "7,7",
    "3600,3600",
    "3601,3600",
    "1000000000000,3600",
    "99999999999999999999999,3600"
  })
  void secondsAreTakenUpToAnHour(String header, long seconds) {
    assertThat(RetryAfter.parse(header, null)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tue, 01 Dec 2026 12:02:00 GMT|120",
        "Tue, 01 Dec 2026 11:00:00 GMT|0",
        "Fri, 31 Dec 9999 23:59:59 GMT|3600"
      })
  void aDateCountsFromTheAnswersOwnDate(String header, long seconds) {
    assertThat(RetryAfter.parse(header, DATE)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "1.5", "soon", "1e3", "Tue, 31 Feb 2026 12:00:00 GMT"})
  void whatMakesNoSenseIsNoWait(String header) {
    assertThat(RetryAfter.parse(header, DATE)).isEmpty();
  }

  @Test
  void aDateWithoutTheAnswersDateIsNoWait() {
    assertThat(RetryAfter.parse(DATE, null)).isEmpty();
    assertThat(RetryAfter.parse(DATE, "today")).isEmpty();
    assertThat(RetryAfter.parse(null, DATE)).isEmpty();
  }
}
