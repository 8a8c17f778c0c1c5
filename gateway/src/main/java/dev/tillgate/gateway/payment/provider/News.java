package dev.tillgate.gateway.payment.provider;

/** What a provider's event tells us, as far as we have a use for it. */
public sealed interface News {

  /** How a payment intent stands. */
  record OfIntent(Intent intent) implements News {}

  /** Nothing we act on: a type or an object we have no use for. */
  record Nothing() implements News {}
}
