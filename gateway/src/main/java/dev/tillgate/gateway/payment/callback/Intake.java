package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.platform.store.Tx;
import org.jspecify.annotations.Nullable;

/** What happens to a source's genuine callbacks: how they read, and what they do once stored. */
interface Intake {
  /**
   * Reads one event, whose signature is genuine.
   *
   * @throws IllegalArgumentException when it is no event, saying why
   */
  Arrival read(Delivery part);

  /**
   * What a callback that was stored before is for.
   *
   * @throws IllegalArgumentException when it is no event, saying why
   */
  Effect again(Callback stored);

  /** What a callback does in the transaction that stores it. */
  @FunctionalInterface
  interface Effect {
    Callback.Outcome on(Tx tx, Callback stored);
  }

  /**
   * An event as it is about to be stored.
   *
   * @param id the provider's event id, the same on every delivery
   * @param subject the provider's id of what it is about; null when it names nothing of use
   * @param effect the same as {@link Intake#again}, without reading the body again
   * @param onlyAdds whether the effect changes nothing that is there already
   */
  record Arrival(
      String id,
      String type,
      @Nullable String subject,
      Callback.Envelope envelope,
      Effect effect,
      boolean onlyAdds) {
    Callback.Origin origin(String provider, Channel channel) {
      return new Callback.Origin(provider, id, type, subject, channel);
    }
  }
}
