package dev.tillgate.gateway.payment.callback.debugger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.gateway.platform.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The same body written otherwise, as those do who parse it and write it again, or copy it by hand.
 *
 * @param how after "the signature fits"
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
record Rewriting(String how, byte[] body) {

  /** The ways bodies are rewritten, but for those that leave this one as it is. */
  static List<Rewriting> of(byte[] body) {
    List<Rewriting> found = new ArrayList<>();
    String text = new String(body, UTF_8);
    add(found, text, "the body without the white space around it", String::strip);
    add(found, text, "the body with a line break at its end", whole -> whole + "\n");
    add(found, text, "the body with LF for line breaks", whole -> whole.replace("\r\n", "\n"));
    add(found, text, "the body with CR LF for line breaks", Rewriting::withCarriageReturns);
    add(found, text, "the body without its byte order mark", Rewriting::withoutMark);
    addJson(found, text);
    return found.stream().filter(rewriting -> !rewriting.text().equals(text)).toList();
  }

  private static void addJson(List<Rewriting> found, String text) {
    try {
      JsonNode json = Json.parse(withoutMark(text).getBytes(UTF_8));
      for (JsonStyle style : JsonStyle.ALL) {
        String written = style.write(json);
        add(found, written, "the same JSON written " + style.name(), same -> same);
        add(
            found,
            written,
            "the same JSON written " + style.name() + ", a line break at its end",
            same -> same + "\n");
      }
    } catch (JacksonException | IllegalArgumentException notJson) {
      // Then nobody wrote it as JSON again.
    }
  }

  private static void add(
      List<Rewriting> found, String text, String how, UnaryOperator<String> change) {
    found.add(new Rewriting(how, change.apply(text).getBytes(UTF_8)));
  }

  private static String withCarriageReturns(String text) {
    return text.replace("\r\n", "\n").replace("\n", "\r\n");
  }

  private static String withoutMark(String text) {
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private String text() {
    return new String(body, UTF_8);
  }
}
