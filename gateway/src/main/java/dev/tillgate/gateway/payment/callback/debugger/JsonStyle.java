package dev.tillgate.gateway.payment.callback.debugger;

import dev.tillgate.gateway.platform.http.Json;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * One of the ways in which the usual libraries write JSON.
 *
 * @param name for a person
 * @param indent what each level is set in by; empty for all on one line
 * @param comma between two members on one line
 * @param colon between name and value
 * @param text what is done to a text that is already in quotes
 */
record JsonStyle(
    String name, String indent, String comma, String colon, UnaryOperator<String> text) {

  static final List<JsonStyle> ALL =
      List.of(
          oneLine("without white space", ",", ":", UnaryOperator.identity()),
          oneLine("on one line with spaces, as Python does", ", ", ": ", JsonStyle::ascii),
          oneLine("without white space, in ASCII", ",", ":", JsonStyle::ascii),
          oneLine("as PHP does", ",", ":", text -> ascii(text).replace("/", "\\/")),
          oneLine("on one line with spaces", ", ", ": ", UnaryOperator.identity()),
          indented("indented by two spaces", "  ", ": "),
          indented("indented by four spaces", "    ", ": "),
          indented("indented as Jackson does", "  ", " : "));

  private static JsonStyle oneLine(
      String name, String comma, String colon, UnaryOperator<String> text) {
    return new JsonStyle(name, "", comma, colon, text);
  }

  private static JsonStyle indented(String name, String indent, String colon) {
    return new JsonStyle(name, indent, ",", colon, UnaryOperator.identity());
  }

  String write(JsonNode node) {
    return write(node, "\n");
  }

  private String write(JsonNode node, String newLine) {
    String inner = newLine + indent;
    if (node.isObject()) {
      return wrap(
          '{',
          node.properties().stream().map(member -> member(member, inner)).toList(),
          '}',
          newLine);
    }
    if (node.isArray()) {
      return wrap(
          '[', node.valueStream().map(element -> write(element, inner)).toList(), ']', newLine);
    }
    return node.isString() ? text.apply(Json.text(node)) : Json.text(node);
  }

  private String member(Map.Entry<String, JsonNode> member, String newLine) {
    String quoted = Json.text(Json.array().add(member.getKey()).get(0));
    return text.apply(quoted) + colon + write(member.getValue(), newLine);
  }

  private String wrap(char open, List<String> parts, char close, String newLine) {
    if (parts.isEmpty()) {
      return "" + open + close;
    }
    return indent.isEmpty()
        ? open + String.join(comma, parts) + close
        : parts.stream()
            .collect(
                Collectors.joining(
                    comma + newLine + indent, open + newLine + indent, newLine + close));
  }

  private static String ascii(String text) {
    return text.chars()
        .mapToObj(c -> c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }
}
