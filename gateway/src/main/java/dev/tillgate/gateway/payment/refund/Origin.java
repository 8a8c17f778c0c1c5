package dev.tillgate.gateway.payment.refund;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who wanted a refund. The {@code CHECK} of the table {@code refunds} lists the same. */
public enum Origin {
  /** A caller of our API. */
  REQUESTED,
  /** Nobody: the money was not for keeping. */
  AUTOMATIC,
  /** Somebody at the provider, in its dashboard or by another program. */
  PROVIDER;

  /** The origin as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The origin of this word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Origin of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Every origin's word, in the order of the enum. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Origin::word).toList();
  }
}
