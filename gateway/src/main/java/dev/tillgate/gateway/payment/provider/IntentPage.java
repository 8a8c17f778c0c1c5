package dev.tillgate.gateway.payment.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some of the provider's payment intents.
 *
 * @param next where the next page begins; empty when this is the last
 */
public record IntentPage(List<Intent> intents, Optional<String> next) {
  public IntentPage {
    intents = List.copyOf(intents);
  }

  /**
   * Which intents are asked for.
   *
   * @param from the earliest time at which they were made, by the provider's clock
   * @param to the latest
   * @param page what the page before named as {@link #next}; empty for the first
   */
  public record Query(Instant from, Instant to, Optional<String> page) {}
}
