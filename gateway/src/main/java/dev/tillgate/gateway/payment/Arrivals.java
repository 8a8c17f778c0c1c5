package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Says that a payment can now be found by the provider's id of it, to whoever holds news that came
 * before. Lost with the process: it may only speed up what is done anyway. Thread-safe.
 */
public final class Arrivals {
  private final AtomicReference<Consumer<String>> listener = new AtomicReference<>(id -> {});

  /** Sets who is told, with the provider's id; it must neither block nor write. */
  public void listen(Consumer<String> told) {
    listener.set(told);
  }

  /** The id is bound to a payment once this transaction is on disk. */
  void bound(Tx tx, String providerPaymentId) {
    tx.afterCommit(() -> listener.get().accept(providerPaymentId));
  }
}
