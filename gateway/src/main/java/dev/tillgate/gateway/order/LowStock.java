package dev.tillgate.gateway.order;

import dev.tillgate.gateway.catalog.Stock;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.Outbox;
import java.util.List;

/** Tells everybody when orders leave little of a product: once, as the mark is passed. */
public final class LowStock {
  private final Outbox outbox;
  private final long mark;

  /**
   * @param mark pieces still to be had at which stock is low; 0 when the last is gone
   */
  public LowStock(Outbox outbox, long mark) {
    this.outbox = outbox;
    this.mark = mark;
  }

  /** Looks at what an order set aside, in the transaction that does. */
  void check(Tx tx, List<Stock.Taken> taken) {
    taken.stream().filter(this::passesMark).forEach(each -> tell(tx, each));
  }

  private boolean passesMark(Stock.Taken taken) {
    return taken.available() <= mark && taken.available() + taken.quantity() > mark;
  }

  private void tell(Tx tx, Stock.Taken taken) {
    var data = Json.object();
    data.putObject("product")
        .put("sku", taken.sku().value())
        .put("available", taken.available())
        .put("low_at", mark);
    outbox.publish(tx, "stock.low", null, data);
  }
}
