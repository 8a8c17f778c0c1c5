package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.Outbox;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What others hear of an order, in the transaction that changes it: events for the endpoints,
 * entries in its timeline, and the wake-up of whoever waits for it.
 */
final class OrderNews {
  private static final Logger log = LoggerFactory.getLogger(OrderNews.class);

  private final Timeline timeline;
  private final Outbox outbox;
  private final Waits waits;
  private final InstantSource clock;

  OrderNews(Timeline timeline, Outbox outbox, Waits waits, InstantSource clock) {
    this.timeline = timeline;
    this.outbox = outbox;
    this.waits = waits;
    this.clock = clock;
  }

  /** Publishes an event that shows the order as it is now. */
  void publish(Tx tx, Order order, String type) {
    outbox.publish(tx, type, order.id().value(), about(tx, order));
  }

  /** Publishes an event that shows the order, and under another name what happened to it. */
  void publish(Tx tx, Order order, String type, String name, ObjectNode details) {
    ObjectNode data = about(tx, order);
    data.set(name, details);
    outbox.publish(tx, type, order.id().value(), data);
  }

  private ObjectNode about(Tx tx, Order order) {
    ObjectNode data = Json.object();
    data.set("order", render(tx, order));
    return data;
  }

  /** The order as the API shows it. */
  ObjectNode render(Tx tx, Order order) {
    return OrderJson.render(order, timeline.paymentOf(tx, order.id()));
  }

  /** Notes a move in the timeline, and in the log once it holds. */
  void moved(Tx tx, OrderId id, OrderState from, OrderState to, String cause) {
    ObjectNode details =
        Json.object().put("from", from.word()).put("to", to.word()).put("cause", cause);
    String text = "order " + from.word() + " → " + to.word() + ": " + cause;
    note(tx, id, "order." + to.word(), text, details);
    tx.afterCommit(() ->
        log.info(
            "order.moved id={} from={} to={} cause=\"{}\"", id, from.word(), to.word(), cause));
  }

  /** Adds an entry to the order's timeline. */
  void note(Tx tx, OrderId id, String kind, String text, ObjectNode details) {
    timeline.add(tx, id, new Entry(clock.instant(), kind, text, details));
  }

  /** Shows whoever watches the order how it stands, once that holds. */
  void wake(Tx tx, OrderId id) {
    tx.afterCommit(() -> waits.wake(id));
  }
}
