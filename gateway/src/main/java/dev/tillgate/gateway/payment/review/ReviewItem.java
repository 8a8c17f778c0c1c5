package dev.tillgate.gateway.payment.review;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something of the provider's that we cannot place.
 *
 * @param reference the provider's id of it; there is one item for each
 * @param closing empty while it is open
 */
record ReviewItem(
    String id,
    Kind kind,
    String provider,
    String reference,
    Finding finding,
    Optional<Closing> closing) {
  static final String PREFIX = "rev";

  /** What it is. The {@code CHECK} of the table {@code review_items} lists the same words. */
  enum Kind {
    /** A payment intent that names us and that we did not make. */
    UNKNOWN_INTENT;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<String> words() {
      return Arrays.stream(values()).map(Kind::word).toList();
    }
  }

  /**
   * What was found.
   *
   * @param reason what is known of it, in words
   * @param money whether money was taken or held
   */
  record Finding(String reason, boolean money, Instant at) {}

  /** How a person ended it. */
  record Closing(String note, Instant at) {}

  String status() {
    return closing.isPresent() ? "closed" : "open";
  }
}
