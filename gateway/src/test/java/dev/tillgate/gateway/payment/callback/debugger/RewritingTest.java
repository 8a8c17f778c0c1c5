package dev.tillgate.gateway.payment.callback.debugger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RewritingTest {
  private static List<String> of(String body) {
    return Rewriting.of(body.getBytes(UTF_8)).stream()
        .map(rewriting -> new String(rewriting.body(), UTF_8))
        .toList();
  }

  @Test
  void jsonIsWrittenAsTheUsualLibrariesDo() {
    assertThat(of("{\"a\":\"é/\",\"b\":[1.50,{}]}"))
        .contains(
            "{\"a\": \"\\u00e9/\", \"b\": [1.50, {}]}",
            "{\"a\":\"\\u00e9\\/\",\"b\":[1.50,{}]}",
            "{\n  \"a\": \"é/\",\n  \"b\": [\n    1.50,\n    {}\n  ]\n}",
            "{\n    \"a\": \"é/\",\n    \"b\": [\n        1.50,\n        {}\n    ]\n}\n",
            "{\"a\":\"é/\",\"b\":[1.50,{}]}\n");
  }

  @Test
  void whatIsNoJsonIsOnlyTrimmedAndBroken() {
    assertThat(of(" a=1\nb=2")).containsExactly("a=1\nb=2", " a=1\nb=2\n", " a=1\r\nb=2");
  }

  @Test
  void theBodyItselfIsNotAmongThem() {
    assertThat(of("{}")).doesNotContain("{}");
  }
}
