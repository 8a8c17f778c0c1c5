package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a callback says to be signed, not believed yet.
 *
 * @param signatures decoded; any one has to hold
 * @param content what is signed, in pieces to be put behind one another
 * @param timestamp when it was signed; empty in schemes without a time
 */
record Claim(List<byte[]> signatures, List<byte[]> content, Optional<Timestamp> timestamp) {
  Claim {
    signatures = List.copyOf(signatures);
    content = List.copyOf(content);
  }

  /** A claim of a scheme without a time. */
  static Claim of(byte[] signature, byte[]... content) {
    return new Claim(List.of(signature), List.of(content), Optional.empty());
  }

  /** A claim over the timestamp's own text among others. */
  static Claim at(Timestamp timestamp, List<byte[]> signatures, String head, byte[] body) {
    return new Claim(signatures, List.of(head.getBytes(UTF_8), body), Optional.of(timestamp));
  }

  /** Reads the claims of a callback: every one has to hold. */
  @FunctionalInterface
  interface Reader {
    /**
     * Reads without believing.
     *
     * @throws Refusal when it is not written as the provider writes it
     */
    List<Claim> read(Delivery delivery);
  }

  /**
   * A time as it was written and signed.
   *
   * @param text 1 to 12 digits: seconds since the epoch
   */
  record Timestamp(String text) {
    // Twelve digits reach past the year 30000; more would only invite an overflow.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    Timestamp {
      if (!SECONDS.matcher(text).matches()) {
        throw new Refusal("malformed-timestamp");
      }
    }

    long seconds() {
      return Long.parseLong(text);
    }
  }
}
