package dev.tillgate.mockpsp.http;

import tools.jackson.databind.node.ObjectNode;

/** The caller's own keys on an object, with Stripe's limits. */
public final class Metadata {
  private static final int MOST_KEYS = 50;
  private static final int LONGEST_KEY = 40;
  private static final int LONGEST_VALUE = 500;

  private Metadata() {}

  /** Applies {@code metadata} if sent: an empty value deletes its key, an empty whole clears. */
  public static void update(ObjectNode object, Params params) {
    ObjectNode metadata = object.withObject("/metadata");
    if (!params.has("metadata")) {
      return;
    }
    Params sent = params.group("metadata");
    if (sent.names().isEmpty()) {
      metadata.removeAll();
    }
    sent.names().forEach(key -> set(metadata, sent, key));
    checkSize(metadata);
  }

  private static void set(ObjectNode metadata, Params sent, String key) {
    String value = sent.text(key).orElse("");
    if (value.isEmpty()) {
      metadata.remove(key);
    } else {
      metadata.put(key, checked(sent, key, value));
    }
  }

  private static void checkSize(ObjectNode metadata) {
    if (metadata.size() > MOST_KEYS) {
      throw ApiError.invalid(
          "You can only have up to " + MOST_KEYS + " metadata keys.", "metadata", null);
    }
  }

  private static String checked(Params sent, String key, String value) {
    if (key.length() > LONGEST_KEY) {
      throw ApiError.invalid(
          "Metadata keys must have up to " + LONGEST_KEY + " characters.", "metadata", null);
    }
    if (value.length() > LONGEST_VALUE) {
      throw ApiError.invalid(
          "Metadata values must have up to " + LONGEST_VALUE + " characters.",
          sent.name(key),
          null);
    }
    return value;
  }
}
