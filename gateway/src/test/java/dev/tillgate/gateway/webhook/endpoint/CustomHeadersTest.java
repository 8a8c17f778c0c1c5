package dev.tillgate.gateway.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Locale;
import java.util.Map;
import java.util.Random;
import okhttp3.Request;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomHeadersTest {

  @ParameterizedTest
  @DisplayName("nothing may begin another line, hide or be read in two ways")
  @ValueSource(
      strings = {
        "1\r\nX-B: 2",
        "1\nX-B: 2",
        "1\rX-B: 2",
        "1\r\n\r\nPOST / HTTP/1.1",
        "1\u0000",
        "1\u0085X-B: 2",
        "1\u2028X-B: 2",
        "1\u560d\u560aX-B: 2", // Cut to a byte each, they end a line.
        "1\u010d\u010aX-B: 2",
        "\t1",
        "1\t2",
        " 1",
        "1 ",
        "",
        " ",
        "1\u007f",
        "caf\u00e9",
        "\ud83d\ude00"
      })
  void values(String value) {
    assertThat(CustomHeaders.fault(Map.of("X-A", value))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "X A",
        "X-A:",
        "X-A: 1\r\nX-B",
        "X-A\r\n",
        "X-\u00c4",
        "X\u0000A",
        "X(A",
        "X\"A",
        "X,A"
      })
  void names(String name) {
    assertThat(CustomHeaders.fault(Map.of(name, "1"))).isPresent();
  }

  @ParameterizedTest
  @DisplayName("what the gateway sets itself cannot be set, in whatever case")
  @ValueSource(
      strings = {
        "Host",
        "Content-Length",
        "content-type",
        "Content-Encoding",
        "Transfer-Encoding",
        "CONNECTION",
        "Keep-Alive",
        "Upgrade",
        "Expect",
        "TE",
        "Trailer",
        "User-Agent",
        "Accept-Encoding",
        "Proxy-Authorization",
        "webhook-id",
        "Webhook-Signature",
        "WEBHOOK-TIMESTAMP"
      })
  void ours(String name) {
    assertThat(CustomHeaders.fault(Map.of(name, "1"))).isPresent();
  }

  @Test
  void twiceTheSameInOtherCaseIsRefused() {
    assertThat(CustomHeaders.fault(Map.of("X-A", "1", "x-a", "2"))).isPresent();
    assertThat(CustomHeaders.fault(Map.of("X-A", "1", "X-B", "1"))).isEmpty();
  }

  @Test
  @DisplayName("what passes is one visible line the HTTP client takes as it is")
  void whateverPassesIsOneLine() {
    Random chance = new Random(5);
    int passed = 0;
    for (int i = 0; i < 50_000; i++) {
      String name = text(chance, 6);
      String value = text(chance, 12);
      if (CustomHeaders.fault(Map.of(name, value)).isPresent()) {
        continue;
      }
      passed++;
      assertThat(name + value).matches("[\\x20-\\x7e]+");
      assertThat(name.toLowerCase(Locale.ROOT)).doesNotContain(":", " ");
      assertThatCode(() -> new Request.Builder().url("http://a.test/").header(name, value))
          .doesNotThrowAnyException();
    }
    assertThat(passed).isGreaterThan(1_000);
  }

  /** Mostly letters, now and then anything. */
  private static String text(Random chance, int lengthMax) {
    StringBuilder text = new StringBuilder();
    for (int i = chance.nextInt(lengthMax); i >= 0; i--) {
      text.append((char) (chance.nextInt(8) > 0 ? 'a' + chance.nextInt(26) : chance.nextInt(300)));
    }
    return text.toString();
  }
}
