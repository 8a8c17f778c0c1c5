package dev.tillgate.gateway.payment.stripe;

/** Why an answer was not believed, fit for one log line though it may quote what was received. */
final class Reason {
  private static final int CHARS_MAX = 200;

  private Reason() {}

  /** At most {@value #CHARS_MAX} characters of visible ASCII and spaces. */
  static String of(String text) {
    return text.substring(0, Math.min(text.length(), CHARS_MAX)).replaceAll("[^ -~]", "?");
  }
}
