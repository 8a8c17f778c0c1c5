package dev.tillgate.gateway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class FieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"x\"", "null", "true"})
  void aBodyThatIsNoObjectIsInvalid(String body) {
    assertInvalid(() -> Fields.of(json(body)), "");
  }

  @Test
  void anUnknownFieldIsA400WithItsPointer() {
    assertProblem(() -> Fields.of(json("{\"a\":1,\"b\":2}"), "a"), 400, "unknown-field", "/b");
    assertProblem(() -> of("{\"a\":{\"x\":1}}").object("a", "y"), 400, "unknown-field", "/a/x");
    assertProblem(
        () -> of("{\"a\":[{\"y\":1},{\"x\":1}]}").objects("a", 9, "y"),
        400,
        "unknown-field",
        "/a/1/x");
  }

  @Test
  void aPointerEscapesWhatItMust() {
    assertProblem(() -> of("{\"a/b~c\":1}"), 400, "unknown-field", "/a~1b~0c");
  }

  @Test
  void aTextIsThereAndWithinItsLength() {
    assertThat(of("{\"a\":\"xyz\"}").text("a", 3)).isEqualTo("xyz");
    assertThat(of("{}").optionalText("a", 3)).isEmpty();
    assertThat(of("{\"a\":null}").optionalText("a", 3)).isEmpty();
    assertInvalid(() -> of("{}").text("a", 3), "/a");
    assertInvalid(() -> of("{\"a\":null}").text("a", 3), "/a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"wxyz\"", "1", "true", "[]", "{}"})
  void anotherTextIsInvalid(String value) {
    assertInvalid(() -> of("{\"a\":" + value + "}").optionalText("a", 3), "/a");
  }

  @Test
  void anIntegerIsTakenAtBothItsBounds() {
    assertThat(of("{\"a\":1}").integer("a", 1, 5)).isEqualTo(1);
    assertThat(of("{\"a\":5}").integer("a", 1, 5)).isEqualTo(5);
    assertThat(of("{\"a\":9223372036854775807}").integer("a", 1, Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(of("{}").optionalInteger("a", 1, 5)).isEqualTo(OptionalLong.empty());
    assertInvalid(() -> of("{}").integer("a", 1, 5), "/a");
  }

  /** FLT-S14 */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1.5",
        "1.0",
        "1e3",
        "1E0",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "\"10\"",
        "true",
        "[1]",
        "{}"
      })
  void anotherIntegerIsInvalid(String value) {
    assertInvalid(() -> of("{\"a\":" + value + "}").integer("a", 1, Long.MAX_VALUE), "/a");
  }

  @Test
  void aBooleanIsTrueOrFalse() {
    assertThat(of("{\"a\":false}").optionalBoolean("a")).isEqualTo(Optional.of(false));
    assertInvalid(() -> of("{\"a\":\"false\"}").optionalBoolean("a"), "/a");
    assertInvalid(() -> of("{\"a\":0}").optionalBoolean("a"), "/a");
  }

  @Test
  void aListOfObjectsHasOneToSoMany() {
    assertThat(of("{\"a\":[{\"b\":1},{\"b\":2}]}").objects("a", 2, "b"))
        .extracting(fields -> fields.integer("b", 0, 9))
        .containsExactly(1L, 2L);
    for (String value : List.of("[]", "[{},{},{}]", "{}", "\"x\"", "null")) {
      assertInvalid(() -> of("{\"a\":" + value + "}").objects("a", 2, "b"), "/a");
    }
    assertInvalid(() -> of("{\"a\":[{},1]}").objects("a", 2, "b"), "/a/1");
    assertInvalid(
        () -> of("{\"a\":[{\"b\":\"x\"}]}").objects("a", 2, "b").getFirst().integer("b", 0, 9),
        "/a/0/b");
  }

  @Test
  void aListOfTextsHasOneToSoManyOfSoLong() {
    assertThat(of("{\"a\":[\"x\",\"y\"]}").optionalTexts("a", 2, 1)).contains(List.of("x", "y"));
    assertThat(of("{}").optionalTexts("a", 2, 1)).isEmpty();
    for (String value :
        List.of("[]", "[\"x\",\"y\",\"z\"]", "[\"xy\"]", "[\"\"]", "[1]", "\"x\"")) {
      assertInvalid(() -> of("{\"a\":" + value + "}").optionalTexts("a", 2, 1), "/a");
    }
  }

  @Test
  void aMapOfTextsKeepsItsOrderAndItsBounds() {
    Map<String, String> map = of("{\"a\":{\"z\":\"1\",\"b\":\"\"}}").textMap("a", 2, 1, 1);

    assertThat(map).containsExactly(Map.entry("z", "1"), Map.entry("b", ""));
    assertThat(of("{}").textMap("a", 2, 1, 1)).isEmpty();
    for (String value :
        List.of(
            "[]",
            "{\"x\":\"1\",\"y\":\"1\",\"z\":\"1\"}",
            "{\"xy\":\"1\"}",
            "{\"\":\"1\"}",
            "{\"x\":\"12\"}",
            "{\"x\":1}",
            "{\"x\":null}")) {
      assertInvalid(() -> of("{\"a\":" + value + "}").textMap("a", 2, 1, 1), "/a");
    }
  }

  private static Fields of(String body) {
    return Fields.of(json(body), "a");
  }

  private static JsonNode json(String body) {
    return Json.parse(body.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertInvalid(ThrowingCallable reading, String pointer) {
    assertProblem(reading, 422, "invalid-field", pointer);
  }

  private static void assertProblem(
      ThrowingCallable reading, int status, String code, String pointer) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(status);
              assertThat(problem.code()).isEqualTo(code);
              assertThat(Json.parse(problem.answer().body()).get("pointer").asString())
                  .isEqualTo(pointer);
            });
  }
}
