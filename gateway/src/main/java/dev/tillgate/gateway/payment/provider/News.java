package dev.tillgate.gateway.payment.provider;

import java.util.Optional;

/** What a provider's event tells us, as far as we have a use for it. */
public sealed interface News {

  /** The provider's id of what it is about; empty when it names nothing we could know. */
  default Optional<String> subject() {
    return Optional.empty();
  }

  /** How a payment intent stands. */
  record OfIntent(Intent intent) implements News {
    @Override
    public Optional<String> subject() {
      return Optional.of(intent.id());
    }
  }

  /** Nothing we act on: a type or an object we have no use for. */
  record Nothing() implements News {}
}
