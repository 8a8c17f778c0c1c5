package dev.tillgate.mockpsp.fault;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What becomes of an answer, after the fault's delay. */
public enum Breakage {
  /** It is given, only later. */
  DELAY,
  /** The connection is reset without a byte. */
  RESET,
  /** The connection stays open without a byte, until the caller has had enough. */
  HANG,
  /** An error of the provider is given instead. */
  STATUS;

  /** As the control plane writes it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Stream.of(values()).map(Breakage::wire).toList();
  }

  static Breakage of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
