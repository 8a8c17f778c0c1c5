package dev.tillgate.gateway.payment.dispute;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.ProviderDispute;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes note of disputes: everybody is told once of each, and no state moves for it. Each is known
 * by the provider's id, so news twice or out of order have one effect.
 */
public final class Disputes {
  private static final Logger log = LoggerFactory.getLogger(Disputes.class);

  private final DisputeStore store = new DisputeStore();
  private final Orders orders;
  private final InstantSource clock;

  public Disputes(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Takes note of how the dispute stands, in the caller's transaction; false when it is no news.
   */
  public boolean take(Tx tx, Disputed payment, ProviderDispute told) {
    if (store.insert(tx, payment, told, clock.instant())) {
      note(tx, payment, told);
      orders.announce(tx, payment.orderId(), "order.disputed", "dispute", render(told));
      tx.afterCommit(() ->
          log.warn(
              "order.disputed id={} payment={} dispute={} reason={}",
              payment.orderId(),
              payment.paymentId(),
              told.id(),
              told.reason()));
      return true;
    }
    boolean changed = store.update(tx, payment, told, clock.instant());
    if (changed) {
      note(tx, payment, told);
    }
    return changed;
  }

  private void note(Tx tx, Disputed payment, ProviderDispute told) {
    String kind = told.open() ? "payment.disputed" : "payment.dispute_closed";
    String text = "dispute " + told.status() + ": " + told.reason();
    ObjectNode details = render(told).put("payment", payment.paymentId().value());
    orders.note(tx, payment.orderId(), kind, text, details.put("provider_dispute_id", told.id()));
    orders.paymentChanged(tx, payment.orderId());
  }

  private static ObjectNode render(ProviderDispute told) {
    return Json.object().put("status", told.status()).put("reason", told.reason());
  }
}
