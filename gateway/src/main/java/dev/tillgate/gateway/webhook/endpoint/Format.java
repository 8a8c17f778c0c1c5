package dev.tillgate.gateway.webhook.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the body is written. */
public enum Format {
  /** The event's own JSON. */
  STANDARD,
  /** CloudEvents 1.0, structured mode. */
  CLOUDEVENTS;

  static final List<String> WORDS = Arrays.stream(values()).map(Format::word).toList();

  /** As the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Format of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
