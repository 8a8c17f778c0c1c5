package dev.tillgate.gateway.payment.exchange;

/** Why an answer was not believed, fit for one log line though it may quote what was received. */
public final class Reason {
  private static final int CHARS_MAX = 200;

  private Reason() {}

  /** At most {@value #CHARS_MAX} characters of visible ASCII and spaces. */
  public static String of(String text) {
    return text.substring(0, Math.min(text.length(), CHARS_MAX)).replaceAll("[^ -~]", "?");
  }
}
