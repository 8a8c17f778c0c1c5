package dev.tillgate.gateway.payment.callback.scheme;

import java.util.ArrayList;
import java.util.List;

/**
 * One {@code Stripe-Signature} header, read strictly: Stripe writes it one way only, so what is
 * written otherwise is not Stripe's and is refused before anything is computed. It is at most 4 KiB
 * of visible ASCII, {@code key=value} between commas, with one {@code t} of digits and 1 to 8
 * {@code v1} of exactly 64 lower-case hex digits. One malformed {@code v1} spoils the header even
 * beside a good one. Other keys, {@code v0} among them, are passed over, never believed.
 */
final class StripeHeader {
  static final int SIGNATURES_MAX = 8;
  private static final String NAME = "Stripe-Signature";

  private StripeHeader() {}

  /** The claim over {@code t}, a dot and the body. */
  static List<Claim> read(Delivery delivery) {
    List<String> timestamps = new ArrayList<>();
    List<String> signatures = new ArrayList<>();
    for (String entry : entries(delivery.header(NAME))) {
      if (entry.startsWith("t=")) {
        timestamps.add(entry.substring(2));
      } else if (entry.startsWith("v1=")) {
        signatures.add(entry.substring(3));
      } else if (entry.indexOf('=') < 1) {
        throw new Refusal("malformed-header");
      }
    }
    Claim.Timestamp timestamp = timestamp(timestamps);
    return List.of(
        Claim.at(timestamp, signatures(signatures), timestamp.text() + '.', delivery.body()));
  }

  private static String[] entries(String header) {
    if (header.indexOf(' ') >= 0) {
      throw new Refusal("malformed-header");
    }
    return header.split(",", -1);
  }

  private static Claim.Timestamp timestamp(List<String> found) {
    if (found.size() != 1) {
      throw new Refusal("malformed-timestamp");
    }
    return new Claim.Timestamp(found.getFirst());
  }

  private static List<byte[]> signatures(List<String> found) {
    if (found.isEmpty()) {
      throw new Refusal("no-v1");
    }
    if (found.size() > SIGNATURES_MAX) {
      throw new Refusal("too-many-signatures");
    }
    return found.stream().map(StripeHeader::v1).toList();
  }

  private static byte[] v1(String hex) {
    return Encoding.HEX
        .strictly(hex)
        .filter(bytes -> bytes.length == 32)
        .orElseThrow(() -> new Refusal("malformed-v1"));
  }
}
