package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;

/** How an order ends that is not (to be) paid: in the caller's transaction, and only begun here. */
public final class Closing {
  private final PaymentStore store;
  private final DueStore due;
  private final Orders orders;
  private final Moves moves;
  private final OrderEffects effects;
  private final InstantSource clock;

  Closing(
      PaymentStore store,
      DueStore due,
      Orders orders,
      Moves moves,
      OrderEffects effects,
      InstantSource clock) {
    this.store = store;
    this.due = due;
    this.orders = orders;
    this.moves = moves;
    this.effects = effects;
    this.clock = clock;
  }

  /**
   * Begins to end the order: from here on it cannot be paid, and what was begun is taken back at
   * the provider before anything is freed. Money that is here goes back. False, and nothing done,
   * when the order's state does not allow it.
   *
   * @param next {@link OrderState#EXPIRING} or {@link OrderState#CANCELING}
   */
  public boolean end(Tx tx, OrderId id, OrderState next, String cause) {
    if (!orders.become(tx, id, next, cause)) {
      return false;
    }
    due.makePayableDue(tx, id, clock.instant());
    for (Payment payment : store.ofOrder(tx, id)) {
      endPayment(tx, payment, cause);
    }
    effects.endIfSettled(tx, id, cause);
    return true;
  }

  private void endPayment(Tx tx, Payment payment, String cause) {
    if (payment.state().holdsMoney()) {
      moves.giveBack(tx, payment, cause);
    } else if (payment.state() == PaymentState.NEEDS_REVIEW
        && payment.atProvider().id().isEmpty()) {
      moves.cancel(
          tx, payment, cause); // There is nothing at the provider that anybody could ask about.
    }
  }
}
