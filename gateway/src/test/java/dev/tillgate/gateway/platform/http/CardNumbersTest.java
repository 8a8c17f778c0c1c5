package dev.tillgate.gateway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FLT-S15. The numbers are the networks' published test numbers. */
class CardNumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "4242424242424242", // Visa
        "4000000000000000006", // Visa, 19 digits
        "5555555555554444", // Mastercard
        "2223003122003222", // Mastercard, the 2 series
        "378282246310005", // American Express
        "30569309025904", // Diners Club
        "6011111111111117", // Discover
        "3566002020360505", // JCB
        "6200000000000005", // UnionPay
        "6759649826438453" // Maestro
      })
  void aCardNumberOfEveryNetworkIsFound(String number) {
    assertThat(CardNumbers.isIn(number)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4242 4242 4242 4242",
        "4242-4242-4242-4242",
        "4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2",
        "4242 - 4242 - 4242 - 4242",
        "please charge 4242424242424242, thanks",
        "4242 4242 4242 4242 12/28",
        "4242 4242 4242 4242 123",
        "4242424242424242 12 28 123",
        "2 4242424242424242",
        "12 28 4242-4242-4242-4242",
        "1234 4242424242424242 1234",
        "x4242424242424242x",
        "id=4242424242424242.",
        "-4242424242424242"
      })
  void itIsFoundHoweverItIsWrittenAndWhateverStandsAroundIt(String text) {
    assertThat(CardNumbers.isIn(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4242424242424241", // The check digit is wrong.
        "424242424242", // 12 digits.
        "42424242424242424242", // 20 digits.
        "94242424242424242", // Part of a longer number.
        "42424242424242420",
        "1234567812345670", // Passes Luhn, but no network has the prefix.
        "4006381333931", // EAN-13
        "4000000000006", // EAN-13 that passes Luhn too
        "5018000000008", // British EAN-13 that passes Luhn too
        "9780306406157", // ISBN
        "0012345678905", // GTIN
        "2026-03-14T09:26:53.589Z",
        "+49 30 901820 4711",
        "ord_01jd4242424242zz",
        "4242.4242.4242.4242",
        "4242/4242/4242/4242"
      })
  void whatIsNoneIsLeftAlone(String text) {
    assertThat(CardNumbers.isIn(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"b\":[\"x\",\"4242 4242 4242 4242\"]}}",
        "{\"a\":4242424242424242}",
        "{\"metadata\":{\"4242424242424242\":\"x\"}}",
        "[[[[4242424242424242.0]]]]",
        "\"4242424242424242\""
      })
  void itIsFoundAnywhereInABodyAndNotRepeated(String body) {
    assertThatThrownBy(() -> CardNumbers.refuseIn(json(body)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(422);
              assertThat(problem.code()).isEqualTo("card-number");
              assertThat(problem.getMessage()).doesNotContain("4242");
            });
  }

  @Test
  void aBodyWithoutOnePasses() {
    assertThatCode(() ->
            CardNumbers.refuseIn(
                json("{\"sku\":\"tea\",\"quantity\":2,\"ean\":4006381333931,\"x\":[true,null]}")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "4 ", "4-", "41 ", "- ", "4242424242424241 "})
  void theLongestBodyTakesNoTime(String pattern) {
    String text = pattern.repeat(Bodies.MAX_BYTES / pattern.length());

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(CardNumbers.isIn(text)).isFalse());
  }

  private static tools.jackson.databind.JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
