package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.callback.scheme.Delivery;
import dev.tillgate.gateway.platform.store.Tx;

/** What happens to a source's genuine callbacks: how they read, and what they do once stored. */
interface Intake {
  /**
   * Reads one event, whose signature is genuine.
   *
   * @throws IllegalArgumentException when it is no event, saying why
   */
  Arrival read(Delivery part);

  /** Does what a callback stored before is for, in the caller's transaction. */
  Callback.Outcome apply(Tx tx, Callback stored);

  /** What a callback does in the transaction that stores it. */
  @FunctionalInterface
  interface Effect {
    Callback.Outcome on(Tx tx, Callback stored);
  }

  /**
   * An event as it is about to be stored.
   *
   * @param id the provider's event id, the same on every delivery
   * @param effect the same as {@link Intake#apply}, without reading the body again
   */
  record Arrival(String id, String type, Callback.Envelope envelope, Effect effect) {}
}
