package dev.tillgate.gateway.webhook.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** In which order an endpoint is told about one order of the shop; other orders flow. */
public enum Ordering {
  /** In any: each event as soon as it can. */
  ANY,
  /** By sequence; a dead one holds back those behind it until a person decides. */
  BLOCK,
  /** By sequence; a dead one is passed over. */
  SKIP;

  static final List<String> WORDS = Arrays.stream(values()).map(Ordering::word).toList();

  /** As the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Ordering of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
