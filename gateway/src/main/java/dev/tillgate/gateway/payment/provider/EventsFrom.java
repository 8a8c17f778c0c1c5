package dev.tillgate.gateway.payment.provider;

import java.time.Instant;

/** From where the provider's events are read on. */
public sealed interface EventsFrom {

  /** Those that came after this one; refused when the provider no longer knows it. */
  record After(String eventId) implements EventsFrom {}

  /** Those of this time and later, as far back as the provider remembers. */
  record Since(Instant time) implements EventsFrom {}
}
