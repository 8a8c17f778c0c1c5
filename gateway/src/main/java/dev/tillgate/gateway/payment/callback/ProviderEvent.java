package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.provider.News;
import java.time.Instant;
import java.util.Optional;

/**
 * A callback as we understand it.
 *
 * @param id the provider's event id, the same on every delivery
 * @param type the provider's type, such as {@code payment_intent.succeeded}
 * @param news what it tells us
 * @param account the connected account it is about; empty for the one we are configured for
 */
public record ProviderEvent(
    String id,
    String type,
    Instant occurredAt,
    boolean livemode,
    News news,
    Optional<String> account) {

  /** An event of the account we are configured for. */
  public ProviderEvent(String id, String type, Instant occurredAt, boolean livemode, News news) {
    this(id, type, occurredAt, livemode, news, Optional.empty());
  }
}
