package dev.tillgate.gateway.payment.callback.scheme;

import java.time.Instant;
import java.util.Optional;

/**
 * One event of a verified callback. Some providers sign their body only and send these in headers:
 * what {@link Schemes} says of each tells which are signed.
 *
 * @param id the same on every delivery of the event; 1 to {@value #CHARS_MAX} characters
 * @param type the provider's word; 1 to {@value #CHARS_MAX} characters
 * @param occurredAt the provider's time; empty when it names none we can read
 */
public record SignedEvent(String id, String type, Optional<Instant> occurredAt) {
  static final int CHARS_MAX = 255;

  public SignedEvent {
    require("id", id);
    require("type", type);
  }

  private static void require(String name, String value) {
    if (value.isEmpty() || value.length() > CHARS_MAX) {
      throw new IllegalArgumentException(
          "an event's " + name + " has 1 to " + CHARS_MAX + " characters");
    }
  }
}
