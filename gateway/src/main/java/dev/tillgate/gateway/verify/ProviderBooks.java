package dev.tillgate.gateway.verify;

import java.time.Instant;
import java.util.List;

/** The provider's own word on the money. */
@FunctionalInterface
public interface ProviderBooks {
  /**
   * Every intent made since then.
   *
   * @throws java.io.UncheckedIOException when the provider does not answer, or not as it should
   */
  List<ProviderIntent> since(Instant from);

  /**
   * The events since then that the provider counts as delivered; none when it does not tell.
   *
   * @throws java.io.UncheckedIOException when the provider does not answer, or not as it should
   */
  default List<ProviderNotice> delivered(Instant from) {
    return List.of();
  }
}
