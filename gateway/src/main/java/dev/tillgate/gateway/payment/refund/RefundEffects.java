package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;

/**
 * What a refund does to its payment and its order. Refunds know neither, so the payment package
 * hands this in.
 */
@FunctionalInterface
public interface RefundEffects {
  /**
   * The refund has just been written down or moved, in the caller's transaction. Called once for
   * each move.
   *
   * @param before where it stood; empty when it is new
   * @param cause who says so, for a person
   */
  void changed(Tx tx, Refund refund, Optional<RefundState> before, String cause);
}
