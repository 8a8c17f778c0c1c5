package dev.tillgate.gateway.order;

import dev.tillgate.gateway.catalog.Stock;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders and their one way through the states: every change of state is a compare-and-set in the
 * caller's transaction, together with its effects on stock, its event, its timeline entry and the
 * waiters' wake-up.
 */
public final class Orders {
  private static final Logger log = LoggerFactory.getLogger(Orders.class);

  private final OrderStore store = new OrderStore();
  private final Stock stock;
  private final LowStock lowStock;
  private final OrderNews news;
  private final InstantSource clock;

  public Orders(
      Timeline timeline,
      Stock stock,
      Outbox outbox,
      LowStock lowStock,
      Waits waits,
      InstantSource clock) {
    this.stock = stock;
    this.lowStock = lowStock;
    this.news = new OrderNews(timeline, outbox, waits, clock);
    this.clock = clock;
  }

  /** A new order, pending, that expires after so long. Not yet stored. */
  public Order draft(OrderId id, Order.Basket basket, Order.Buyer buyer, Duration timeToLive) {
    Instant now = clock.instant();
    return new Order(
        id,
        OrderState.PENDING,
        basket,
        buyer,
        new Order.Progress(1, 0, now, now.plus(timeToLive), now, Optional.empty()));
  }

  /** Stores a draft; false, and nothing done, when another order holds its cart. */
  public boolean insert(Tx tx, Order draft) {
    draft.buyer().cartId().ifPresent(cart -> store.releaseStaleCart(tx, cart, clock.instant()));
    return store.insert(tx, draft);
  }

  /** Tells everybody that the order was placed, and what it left; its payment exists by now. */
  public void announce(Tx tx, Order placed, List<Stock.Taken> taken) {
    news.publish(tx, placed, "order.placed");
    lowStock.check(tx, taken);
  }

  /**
   * Tells everybody of something that happened to the order without moving it.
   *
   * @param type the event's type
   * @param about the member beside {@code order} that says what
   */
  public void announce(Tx tx, OrderId id, String type, String about, ObjectNode details) {
    news.publish(tx, find(tx, id).orElseThrow(), type, about, details);
  }

  public Optional<Order> find(Tx tx, OrderId id) {
    return store.find(tx, id);
  }

  public Optional<Order> holdingCart(Tx tx, String cartId) {
    return store.holdingCart(tx, cartId);
  }

  /** Payable orders whose time has run out, longest overdue first. */
  public List<OrderId> overdue(Tx tx, Instant now, int limit) {
    return store.overdue(tx, now, limit);
  }

  /** When the next payable order runs out of time. */
  public Optional<Instant> nextDeadline(Tx tx) {
    return store.nextDeadline(tx);
  }

  List<Order> page(Tx tx, OrderStore.Filter filter, @Nullable String cursor, int limit) {
    return store.page(tx, filter, cursor, limit);
  }

  /** The order as the API shows it. */
  public ObjectNode render(Tx tx, Order order) {
    return news.render(tx, order);
  }

  /**
   * Finishes the order: takes its stock, confirms it, tells everybody. True when it is confirmed
   * afterwards, so also when it was before; false when its state or its stock does not allow it, or
   * when it was confirmed once and has ended since: an order finishes once.
   */
  public boolean confirm(Tx tx, OrderId id, String cause) {
    return confirm(tx, find(tx, id).orElseThrow(), cause);
  }

  /** The same for an order as this transaction has just read it. */
  public boolean confirm(Tx tx, Order order, String cause) {
    if (order.state() == OrderState.CONFIRMED) {
      return true;
    }
    if (!order.state().mayBecome(OrderState.CONFIRMED)
        || order.progress().confirmedAt().isPresent()
        || !takeStock(tx, order.id())) {
      return false;
    }
    if (!store.insertFinish(tx, order.id(), OrderState.CONFIRMED, cause, clock.instant())) {
      throw new IllegalStateException(
          "order " + order.id() + " was confirmed once before, yet is " + order.state());
    }
    return become(tx, order, OrderState.CONFIRMED, cause);
  }

  /**
   * Ends the review of an order that finished before and whose goods are out: it is confirmed as it
   * was, and nobody is told twice. False, and nothing done, of any other.
   */
  public boolean confirmStill(Tx tx, OrderId id, String cause) {
    Order order = find(tx, id).orElseThrow();
    if (order.progress().confirmedAt().isEmpty()
        || !order.state().mayBecome(OrderState.CONFIRMED)
        || !stock.commit(tx, id.value())) {
      return false;
    }
    long refunded = order.progress().amountRefundedMinor();
    if (!store.refund(tx, order, OrderState.CONFIRMED, refunded, clock.instant())) {
      return false;
    }
    note(tx, id, order.state(), OrderState.CONFIRMED, cause);
    paymentChanged(tx, id);
    return true;
  }

  /** What an order gave up when it ended has to be had again first. */
  private boolean takeStock(Tx tx, OrderId id) {
    return stock.commit(tx, id.value())
        || (stock.reserveAgain(tx, id.value()) && stock.commit(tx, id.value()));
  }

  /**
   * Confirms an expired order after all: its money came late, and its stock can be had again.
   * False, and nothing done, when it cannot, or when its cart was checked out again meanwhile: the
   * shopper would get everything twice.
   */
  public boolean revive(Tx tx, OrderId id, String cause) {
    Order order = find(tx, id).orElseThrow();
    boolean cartIsFree =
        order.buyer().cartId().flatMap(cart -> store.holdingCart(tx, cart)).isEmpty();
    return order.state() == OrderState.EXPIRED && cartIsFree && confirm(tx, id, cause);
  }

  /**
   * Moves the order to the state, tells everybody and notes the cause. True when it is there
   * afterwards; false, and nothing done, when the table of moves does not lead there.
   */
  public boolean become(Tx tx, OrderId id, OrderState next, String cause) {
    return become(tx, find(tx, id).orElseThrow(), next, cause);
  }

  private boolean become(Tx tx, Order order, OrderState next, String cause) {
    if (order.state() == next) {
      return true;
    }
    Optional<Order> moved = move(tx, order, next);
    if (moved.isEmpty()) {
      log.debug(
          "order.move_refused id={} from={} to={} cause={}",
          order.id(),
          order.state().word(),
          next.word(),
          cause);
      return false;
    }
    moved(tx, order.state(), moved.get(), cause);
    return true;
  }

  /** A person has decided about an order in review, for this reason. */
  public void resolved(Tx tx, OrderId id, String note) {
    store.resolve(tx, id, note);
    note(tx, id, "order.resolved", "resolved: " + note, Json.object().put("note", note));
  }

  /** The payment changed without moving the order: whoever watches the order sees it at once. */
  public void paymentChanged(Tx tx, OrderId id) {
    news.wake(tx, id);
  }

  /** Adds an entry to the order's timeline. */
  public void note(Tx tx, OrderId id, String kind, String text, ObjectNode details) {
    news.note(tx, id, kind, text, details);
  }

  private Optional<Order> move(Tx tx, Order order, OrderState next) {
    return order.state().mayBecome(next)
        ? store.move(tx, order.id(), order.state(), next, clock.instant())
        : Optional.empty();
  }

  private void moved(Tx tx, OrderState before, Order order, String cause) {
    OrderId id = order.id();
    free(tx, id, order.state());
    note(tx, id, before, order.state(), cause);
    order.state().eventType().ifPresent(type -> news.publish(tx, order, type));
    news.wake(tx, id);
  }

  /** What an order in this state no longer needs goes back on the shelf. */
  private void free(Tx tx, OrderId id, OrderState state) {
    if (!state.holdsStock()) {
      stock.release(tx, id.value());
    }
    if (state == OrderState.CANCELED) {
      stock.takeBack(tx, id.value());
    }
  }

  void note(Tx tx, OrderId id, OrderState from, OrderState to, String cause) {
    news.moved(tx, id, from, to, cause);
  }
}
