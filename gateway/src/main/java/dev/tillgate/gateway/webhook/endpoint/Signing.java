package dev.tillgate.gateway.webhook.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What proves that a request is ours. */
public enum Signing {
  /** The endpoint's secret, {@code v1}. */
  HMAC,
  /** The gateway's own key as well, {@code v1a}, which anybody can check. */
  ED25519;

  static final List<String> WORDS = Arrays.stream(values()).map(Signing::word).toList();

  /** As the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Signing of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
