package dev.tillgate.gateway.payment.callback;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A secret the provider signs its callbacks with. While one is being replaced two are active.
 *
 * @param value as the provider shows it, prefix included; never printed
 * @param until when it stops counting; empty for never
 */
public record CallbackSecret(String value, Optional<Instant> until) {
  private static final String PREFIX = "whsec_";

  public CallbackSecret {
    // Under an empty key anybody can sign; a stray line break would make every genuine one fail.
    if (value.isBlank()
        || value.equals(PREFIX)
        || !value.equals(value.strip())
        || !value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "a callback secret is visible ASCII without spaces around it, and more than its prefix");
    }
  }

  /**
   * Reads {@code whsec_…}, or {@code whsec_…@2026-12-01T00:00:00Z} for one that ends. A secret with
   * an {@code @} of its own that never ends is written with one more behind it.
   *
   * @throws IllegalArgumentException saying what was expected, without the secret
   */
  public static CallbackSecret parse(String text) {
    int at = text.lastIndexOf('@');
    return at < 0
        ? new CallbackSecret(text, Optional.empty())
        : new CallbackSecret(text.substring(0, at), end(text.substring(at + 1)));
  }

  /**
   * Whether a callback that arrives now may be signed with it; its end is the first that may not.
   */
  public boolean isActive(Instant now) {
    return until.isEmpty() || now.isBefore(until.get());
  }

  @Override
  public String toString() {
    return "CallbackSecret[until=" + until + ']';
  }

  private static Optional<Instant> end(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      // The parser's own words quote the text, and that may be half of a secret with an @ in it.
      throw new IllegalArgumentException(
          "after the last @ of a callback secret stands its end, such as 2026-12-01T00:00:00Z, or"
              + " nothing when it never ends");
    }
  }
}
