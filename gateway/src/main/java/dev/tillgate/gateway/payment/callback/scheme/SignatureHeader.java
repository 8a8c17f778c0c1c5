package dev.tillgate.gateway.payment.callback.scheme;

import java.util.Optional;

/**
 * A header that holds one signature and nothing else.
 *
 * @param name without regard to case
 * @param prefix what stands before the signature; empty for nothing
 * @param bytes how many the signature has
 */
record SignatureHeader(String name, String prefix, Encoding encoding, int bytes) {
  /**
   * The signature, decoded.
   *
   * @throws Refusal when it is missing, there twice, or written in any other way
   */
  byte[] signature(Delivery delivery) {
    return Optional.of(delivery.header(name))
        .filter(line -> line.startsWith(prefix))
        .flatMap(line -> encoding.strictly(line.substring(prefix.length())))
        .filter(signature -> signature.length == bytes)
        .orElseThrow(() -> new Refusal("malformed-signature"));
  }
}
