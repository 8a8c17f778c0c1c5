package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What Twilio signs (Twilio's manual, "Security", "Validating signatures from Twilio"): the URL as
 * it was given to Twilio, then for a form every name and value in the order of the names with
 * nothing between; for any other body the URL alone, to which Twilio adds the body's SHA-256 as
 * {@code bodySHA256}. A name given twice counts once for each different value, in order, as in
 * Twilio's libraries.
 *
 * <p>Nothing marks where a name ends: {@code A=BC} and {@code AB=C} are signed alike. That is
 * Twilio's, not ours to mend.
 */
final class TwilioContent {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final int PARAMETERS_MAX = 1_000;

  private TwilioContent() {}

  /**
   * The content by the configured URL and the body.
   *
   * @throws Refusal when the body is no form though it says so, or when no URL is configured
   */
  static byte[] of(Delivery delivery) {
    String url = delivery.configuredUrl();
    if (!isForm(delivery)) {
      char separator = url.indexOf('?') < 0 ? '?' : '&';
      return (url + separator + "bodySHA256=" + Fingerprint.hex(delivery.body())).getBytes(UTF_8);
    }
    StringBuilder content = new StringBuilder(url);
    form(delivery)
        .forEach((name, values) -> values.forEach(value -> content.append(name).append(value)));
    return content.toString().getBytes(UTF_8);
  }

  /**
   * The same for every delivery of the same content. Twilio's bodies have no id of their own, and
   * the one in its header is not signed.
   */
  static Optional<String> fingerprint(Delivery delivery, JsonNode unused) {
    return Optional.of(Fingerprint.of(of(delivery)));
  }

  /** The value of a form's parameter. */
  static EventReader.Part parameter(String name) {
    return (delivery, unused) ->
        isForm(delivery)
            ? Optional.ofNullable(form(delivery).get(name)).map(NavigableSet::first)
            : Optional.empty();
  }

  private static boolean isForm(Delivery delivery) {
    return delivery
        .unsignedHeader("Content-Type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .filter(FORM::equals)
        .isPresent();
  }

  private static NavigableMap<String, NavigableSet<String>> form(Delivery delivery) {
    NavigableMap<String, NavigableSet<String>> form = new TreeMap<>();
    String[] pairs = new String(delivery.body(), UTF_8).split("&", PARAMETERS_MAX + 1);
    if (pairs.length > PARAMETERS_MAX) {
      throw new Refusal("too-many-parameters");
    }
    for (String pair : pairs) {
      if (!pair.isEmpty()) {
        String[] halves = pair.split("=", 2);
        form.computeIfAbsent(name(halves[0]), unused -> new TreeSet<>())
            .add(halves.length == 2 ? decode(halves[1]) : "");
      }
    }
    return form;
  }

  private static String name(String text) {
    String name = decode(text);
    // "?bodySHA256=…" as a name would turn the signature of a JSON body into one of this form.
    if (name.isEmpty() || !name.chars().allMatch(c -> "?&=".indexOf(c) < 0)) {
      throw new Refusal("malformed-body");
    }
    return name;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal("malformed-body");
    }
  }
}
