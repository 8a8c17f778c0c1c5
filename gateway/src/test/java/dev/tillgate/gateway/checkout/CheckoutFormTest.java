package dev.tillgate.gateway.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CheckoutFormTest {
  private static final String VALID =
      """
      {"items":[{"sku":"tea-green","quantity":2}],"currency":"usd",
       "customer":{"email":"ada@example.com","name":"Ada"},"payment":{"method":"pm_card_visa"},
       "cart_id":"c1","return_url":"https://shop.example/back","metadata":{"b":"2","a":"1"},"expected_total":2598}
      """;

  private static JsonNode json(String text) {
    return Json.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyFieldIsRead() {
    CheckoutRequest request = CheckoutForm.read(json(VALID));

    assertThat(request.lines()).hasSize(1);
    assertThat(request.expectedTotalMinor()).hasValue(2_598);
    assertThat(request.buyer().cartId()).contains("c1");
    assertThat(request.buyer().metadata()).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(request.payWith().returnUrl()).contains("https://shop.example/back");
  }

  @DisplayName("FLT-S14: amounts and quantities are whole numbers in range")
  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "1.5", "1e3", "9223372036854775808", "\"10\"", "true", "[]", "100001"})
  void aQuantityThatIsNoneIsRefused(String quantity) {
    assertRefused(
        VALID.replace("\"quantity\":2", "\"quantity\":" + quantity), 422, "/items/0/quantity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"currency\":\"usd\" | \"currency\":\"USD\" | /currency",
        "\"currency\":\"usd\" | \"currency\":\"xxx\" | /currency",
        "\"email\":\"ada@example.com\" | \"email\":\"ada\" | /customer/email",
        "\"email\":\"ada@example.com\" | \"email\":\"a\\nb@example.com\" | /customer/email",
        "\"method\":\"pm_card_visa\" | \"method\":\"pm card\" | /payment/method",
        "\"method\":\"pm_card_visa\" | \"method\":7 | /payment/method",
        "\"https://shop.example/back\" | \"javascript:alert(1)\" | /return_url",
        "\"https://shop.example/back\" | \"https:/nowhere\" | /return_url",
        "\"sku\":\"tea-green\" | \"sku\":\"tea green\" | /items/0/sku",
        "\"b\":\"2\" | \"b\":2 | /metadata",
      })
  void aFieldOutOfRangeIsNamed(String from, String to, String pointer) {
    assertRefused(VALID.replace(from, to), 422, pointer);
  }

  @Test
  void anUnknownFieldIsNamedWithItsPointer() {
    assertRefused(
        VALID.replace("\"name\":\"Ada\"", "\"nick/name\":\"Ada\""), 400, "/customer/nick~1name");
  }

  @Test
  void aProductStandsInOneItemOnly() {
    String twice =
        VALID.replace(
            "{\"sku\":\"tea-green\",\"quantity\":2}",
            "{\"sku\":\"tea-green\",\"quantity\":2},{\"sku\":\"tea-green\",\"quantity\":1}");

    assertRefused(twice, 422, "/items/1/sku");
  }

  private static void assertRefused(String body, int status, String pointer) {
    assertThatThrownBy(() -> CheckoutForm.read(json(body)))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              JsonNode answer = Json.parse(problem.answer().body());
              assertThat(problem.status()).isEqualTo(status);
              assertThat(answer.get("pointer").asString()).isEqualTo(pointer);
            });
  }
}
