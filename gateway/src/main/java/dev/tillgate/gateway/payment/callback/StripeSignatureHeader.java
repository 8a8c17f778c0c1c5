package dev.tillgate.gateway.payment.callback;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One {@code Stripe-Signature} header, read strictly: Stripe writes it one way only, so what is
 * written otherwise is not Stripe's and is refused before anything is computed. It is at most 4 KiB
 * of visible ASCII, {@code key=value} between commas, with one {@code t} of digits and 1 to 8
 * {@code v1} of exactly 64 lower-case hex digits. One malformed {@code v1} spoils the header even
 * beside a good one. Other keys are passed over.
 */
sealed interface StripeSignatureHeader {
  int CHARS_MAX = 4 << 10;
  int SIGNATURES_MAX = 8;

  /**
   * A header worth checking.
   *
   * @param timestamp as it was written and signed
   * @param signatures decoded, 32 bytes each
   */
  record WellFormed(String timestamp, List<byte[]> signatures) implements StripeSignatureHeader {
    public WellFormed {
      signatures = List.copyOf(signatures);
    }

    /** Seconds since the epoch. */
    long seconds() {
      return Long.parseLong(timestamp);
    }
  }

  /** A header that is not one; the reason is a word for logs and counters. */
  record Malformed(String reason) implements StripeSignatureHeader {}

  /** Reads a header of any content; the work is bounded by its allowed length. */
  static StripeSignatureHeader parse(String header) {
    if (header.length() > CHARS_MAX) {
      return new Malformed("header-too-long");
    }
    if (header.isEmpty() || !Pattern.matches("[!-~]+", header)) {
      return new Malformed("malformed-header");
    }
    List<String> timestamps = new ArrayList<>();
    List<String> signatures = new ArrayList<>();
    for (String entry : header.split(",", -1)) {
      if (entry.startsWith("t=")) {
        timestamps.add(entry.substring(2));
      } else if (entry.startsWith("v1=")) {
        signatures.add(entry.substring(3));
      } else if (entry.indexOf('=') < 1) {
        return new Malformed("malformed-header");
      }
    }
    return of(timestamps, signatures);
  }

  private static StripeSignatureHeader of(List<String> timestamps, List<String> signatures) {
    // Twelve digits reach past the year 30000; more would only invite an overflow.
    if (timestamps.size() != 1 || !timestamps.getFirst().matches("[0-9]{1,12}")) {
      return new Malformed("malformed-timestamp");
    }
    if (signatures.isEmpty()) {
      return new Malformed("no-v1");
    }
    if (signatures.size() > SIGNATURES_MAX) {
      return new Malformed("too-many-signatures");
    }
    if (!signatures.stream().allMatch(hex -> hex.matches("[0-9a-f]{64}"))) {
      return new Malformed("malformed-v1");
    }
    return new WellFormed(
        timestamps.getFirst(), signatures.stream().map(HexFormat.of()::parseHex).toList());
  }
}
