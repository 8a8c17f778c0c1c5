package dev.tillgate.gateway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of RFC 7240, section 2. */
class PreferTest {
  private static final Answer ANSWER = Answer.empty(200);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=10|10",
        "wait = 5|5",
        "WAIT=5|5",
        "wait=\"7\"|7",
        "wait=0|0",
        "wait=60|60",
        "wait=61|60",
        "wait=999999999|60",
        "foo, wait=3, bar=1|3",
        "respond-async, wait=4|4",
        "wait=3, wait=9|3",
        "handling=lenient; foo=\"bar\", wait=2|2"
      })
  void howLongTheCallerWaitsIsReadInEveryForm(String header, long seconds) {
    assertThat(parse(header).patience()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "wait",
        "wait=",
        "wait=-1",
        "wait=1.5",
        "wait=x",
        "await=3",
        "wait=9999999999999"
      })
  void whatIsMalformedOrUnknownIsIgnored(String header) {
    assertThat(parse(header).patience()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"respond-async", "Respond-Async", "foo, respond-async", "respond-async; x=1"})
  void aCallerMayPreferNotToWait(String header) {
    assertThat(parse(header).respondAsync()).isTrue();
    assertThat(parse(header).waitOr(Duration.ofSeconds(10))).isEqualTo(Duration.ZERO);
  }

  @Test
  void severalLinesAreOneList() {
    Prefer prefer = Prefer.parse(List.of("respond-async", "wait=3"));

    assertThat(prefer).isEqualTo(new Prefer(Optional.of(Duration.ofSeconds(3)), true));
  }

  @Test
  void theDefaultIsForThoseWhoSayNothing() {
    assertThat(parse("").waitOr(Duration.ofSeconds(10))).hasSeconds(10);
    assertThat(parse("wait=3").waitOr(Duration.ofSeconds(10))).hasSeconds(3);
  }

  @Test
  void whatWasAppliedIsSaidOnlyToThoseWhoAsked() {
    assertThat(parse("").applied(ANSWER).headers()).isEmpty();
    assertThat(parse("wait=99").applied(ANSWER).headers())
        .containsEntry("Preference-Applied", "wait=60");
    assertThat(parse("respond-async, wait=9").applied(ANSWER).headers())
        .containsEntry("Preference-Applied", "respond-async");
  }

  private static Prefer parse(String header) {
    return Prefer.parse(List.of(header));
  }
}
