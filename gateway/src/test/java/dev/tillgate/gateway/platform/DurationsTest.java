package dev.tillgate.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "300ms,PT0.3S",
    "5s,PT5S",
    "2m,PT2M",
    "1h,PT1H",
    "7d,PT168H",
    "0s,PT0S",
    "PT30S,PT30S",
    "P30D,PT720H",
    "pt1m30s,PT90S",
    "999999999d,PT23999999976H"
  })
  void bothFormsAreRead(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "s",
        "-5s",
        "5 s",
        "5S",
        "1.5s",
        "1h30m",
        "5w",
        "PT-5S",
        "-PT5S",
        "P1M",
        "PT",
        "1234567890s",
        "\u0665s",
        "5s\n"
      })
  void anythingElseIsRefusedWithTheFormsThereAre(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("PT30S")
        .hasMessageContaining("5s");
  }
}
