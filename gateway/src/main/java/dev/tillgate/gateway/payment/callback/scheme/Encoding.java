package dev.tillgate.gateway.payment.callback.scheme;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/** How bytes are written. */
record Encoding(Function<byte[], String> writer, Function<String, byte[]> reader) {
  /** Lower-case digits. */
  static final Encoding HEX =
      new Encoding(HexFormat.of()::formatHex, text -> HexFormat.of().parseHex(text));

  /** RFC 4648, section 4, padding included. */
  static final Encoding BASE64 =
      new Encoding(
          bytes -> Base64.getEncoder().encodeToString(bytes),
          text -> Base64.getDecoder().decode(text));

  /** The bytes of a text written the one right way; empty for any other text. */
  Optional<byte[]> strictly(String text) {
    // Decoders pass over stray bits, a missing end and case: only what we would write is right.
    return leniently(text).filter(bytes -> writer.apply(bytes).equals(text));
  }

  /** The bytes of a text a person copied, hex of either case; empty when it is none. */
  Optional<byte[]> leniently(String text) {
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
