package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Json;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The small forms of common faults, as the control plane would be sent them. */
final class FaultForm {
  private FaultForm() {}

  /**
   * @param fields {@code kind} is a breakage and when it strikes, as {@code reset after}; an empty
   *     {@code times} means until it is removed
   */
  static ObjectNode fault(Function<String, @Nullable String> fields) {
    String kind = text(fields, "kind");
    String breakage = kind.replaceFirst(" .*", "");
    ObjectNode fault = Json.object().put("do", breakage);
    fault.put("when", kind.endsWith(" after") ? "after" : "before");
    fault.putObject("match").put("method", "POST").put("path", text(fields, "path"));
    if (breakage.equals("status")) {
      fault.put("status", 500);
    }
    if (breakage.equals("delay")) {
      fault.put("delay", "PT3S");
    }
    String times = text(fields, "times");
    if (!times.isEmpty()) {
      fault.put("times", number(times));
    }
    return fault;
  }

  /**
   * @param fields {@code kind} names what goes wrong with every callback
   */
  static ObjectNode plan(Function<String, @Nullable String> fields) {
    ObjectNode plan = Json.object();
    return switch (text(fields, "kind")) {
      case "duplicate" -> plan.put("duplicate", 1);
      case "drop" -> plan.put("drop", 1.0);
      case "delay" -> plan.put("delay", "PT10S");
      case "shuffle" -> plan.put("shuffle", true);
      case "before_answer" -> plan.put("before_answer", true);
      case "stale" -> plan.put("stale_by", "PT10M");
      case "bad_signature" -> plan.put("bad_signature", true);
      case "truncate" -> plan.put("truncate", true);
      default -> throw ApiError.invalid("Choose what goes wrong with callbacks.", "kind", null);
    };
  }

  private static String text(Function<String, @Nullable String> fields, String name) {
    String text = fields.apply(name);
    return text == null ? "" : text.strip();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiError.invalid("Invalid integer: " + text, "times", "parameter_invalid_integer");
    }
  }
}
