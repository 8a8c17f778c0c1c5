package dev.tillgate.gateway.webhook.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("FLT-O09: Retry-After is bounded and sane")
class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-14T09:26:53Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | PT2M",
        " 7  | PT7S",
        "86400 | PT24H",
        "86401 | PT24H",
        "1000000000000 | PT24H",
        "Sat, 14 Mar 2026 09:28:53 GMT | PT2M",
        "Thu, 14 Mar 2126 09:28:53 GMT | PT24H",
        "Saturday, 14-Mar-26 09:28:53 GMT | PT2M",
        "Thursday, 14-Mar-75 09:28:53 GMT | PT24H",
        "Sat Mar 14 09:28:53 2026 | PT2M",
        "Sun Mar 15 09:26:53 2026 | PT24H",
      })
  void whatIsAskedIsWaited(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-5",
        "0",
        "",
        "soon",
        "1.5",
        "0x10",
        "1e3",
        "99999999999999999999999",
        "١٢",
        "Sat, 14 Mar 2026 09:20:53 GMT",
        "Sat, 31 Feb 2026 09:28:53 GMT",
        "2026-03-14T09:28:53Z",
        "Monday, 14-Mar-77 09:28:53 GMT",
        "Sunday, 14-Mar-26 09:28:53 GMT",
        "Saturday, 31-Feb-26 09:28:53 GMT",
        "Sun Mar 14 09:28:53 2026",
        "Sat Mar 14 09:28:53 2026 GMT",
        "120, 120",
        "120;x"
      })
  void garbageAndThePastAreIgnored(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void whateverStandsThereTheWaitIsBounded() {
    Random chance = new Random(9);
    String pieces = "0123456789-+.,: GMTSatMar2026eExX\u0000\u0661\t";
    for (int i = 0; i < 50_000; i++) {
      String header =
          chance
              .ints(chance.nextInt(30), 0, pieces.length())
              .mapToObj(at -> pieces.substring(at, at + 1))
              .collect(Collectors.joining());
      assertThat(RetryAfter.parse(header, NOW).orElse(Duration.ofSeconds(1)))
          .as(header)
          .isBetween(Duration.ofNanos(1), RetryAfter.MAX);
    }
  }

  @Test
  void noHeaderIsNoWait() {
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }
}
