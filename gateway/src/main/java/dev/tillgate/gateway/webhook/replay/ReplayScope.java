package dev.tillgate.gateway.webhook.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a replay sends again. */
public enum ReplayScope {
  /** Dead letters; each gives way to its new delivery. */
  DEAD,
  /** Every event, whether or not the endpoint was told. */
  ANY;

  static final List<String> WORDS = Arrays.stream(values()).map(ReplayScope::word).toList();

  /** As the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReplayScope of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
