package dev.tillgate.gateway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1}{",
        "{} {}",
        "{} x",
        "[1,]",
        "{\"a\":1,\"a\":1}",
        "{\"b\":{\"a\":1,\"\\u0061\":2}}",
        "{a:1}",
        "{'a':1}",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "1.",
        ".5",
        "+1",
        "0x10",
        "// no\n{}",
        "\"\t\"",
        "\"\\x41\"",
        "undefined"
      })
  void whatIsNotOneStrictJsonValueIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(bytes(text))).isInstanceOf(RuntimeException.class);
  }

  /** A byte order mark, broken and overlong UTF-8, a surrogate as bytes, UTF-16, a lone NUL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "efbbbf7b7d",
        "22ff22",
        "22c3",
        "22c0af22",
        "22eda08022",
        "007b007d",
        "fffe7b007d00",
        "00"
      })
  void bytesThatAreNotUtf8JsonAreRefused(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void thirtyTwoLevelsAreTakenAndOneMoreIsNot() {
    assertThatCode(() -> Json.parse(bytes("[".repeat(32) + "]".repeat(32))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> Json.parse(bytes("[".repeat(33) + "]".repeat(33))))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> Json.parse(bytes("{\"a\":".repeat(33) + "1" + "}".repeat(33))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aNumberOfAnyLengthIsNoReasonToHang() {
    assertThatThrownBy(() -> Json.parse(bytes("1".repeat(60_000))))
        .isInstanceOf(RuntimeException.class);
    assertThat(Json.parse(bytes("1e999999999")).isNumber()).isTrue();
  }

  @Test
  void textInEveryScriptSurvives() {
    String text = "{\"a\":\"grün 緑 🍵 \\ud83c\\udf75\"}";

    assertThat(Json.parse(bytes(text)).get("a").asString()).isEqualTo("grün 緑 🍵 🍵");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\ud800\"}",
        "{\"a\\u0000\":1}",
        "[\"a\\u0000b\"]",
        "\"\\udc00\\ud800\""
      })
  void textThatNoColumnCanHoldIsRefused(String text) {
    assertThatThrownBy(() -> StorableText.refuseOther(Json.parse(bytes(text))))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void timesAreShownInUtcWithMilliseconds() {
    assertThat(Json.time(Instant.parse("2026-01-31T12:00:00Z")))
        .isEqualTo("2026-01-31T12:00:00.000Z");
    assertThat(Json.time(Instant.parse("2026-01-31T12:00:00.123987Z")))
        .isEqualTo("2026-01-31T12:00:00.123Z");
    assertThat(Json.timeOrNull(null)).isNull();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
