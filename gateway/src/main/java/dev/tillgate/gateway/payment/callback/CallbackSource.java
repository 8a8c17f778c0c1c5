package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;

/** A provider that calls back: how it signs, and how its events read. */
public interface CallbackSource {
  /** The provider's name, the last segment of the callback path. */
  String provider();

  /** How its callbacks are told from forged ones. */
  SignatureVerifier scheme();

  /**
   * Reads a body whose signature is genuine.
   *
   * @throws IllegalArgumentException when it is no event, saying why
   */
  ProviderEvent parse(byte[] body);
}
