package dev.tillgate.gateway.checkout;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.order.Waits;
import dev.tillgate.gateway.platform.http.Answer;
import dev.tillgate.gateway.platform.http.Prefer;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Waits for what became of an order's payment, as long as the caller likes, and says it. */
final class Outcomes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Database database;
  private final Orders orders;
  private final Waits waits;

  Outcomes(Database database, Orders orders, Waits waits) {
    this.database = database;
    this.orders = orders;
    this.waits = waits;
  }

  private record Reading(OrderState state, ObjectNode json) {}

  /** The answer to a checkout or a payment: 201 confirmed, 402 declined, 202 everything else. */
  Answer of(OrderId id, Prefer prefer) {
    Reading last =
        waits
            .until(id, prefer.waitOr(PATIENCE), () -> look(id), Optional::isPresent)
            .orElseGet(() -> read(id));
    return switch (last.state()) {
      case CONFIRMED -> prefer.applied(order(201, id, last));
      case PAYMENT_FAILED -> declined(last);
      case PENDING, REQUIRES_ACTION, CANCELING, CANCELED, EXPIRING, EXPIRED ->
          prefer.applied(order(202, id, last)).with("Retry-After", "1");
      case PARTIALLY_REFUNDED, REFUNDED, NEEDS_REVIEW ->
          prefer.applied(order(202, id, last)).with("Retry-After", "1");
    };
  }

  /** The order, unless it is pending as before: most looks find it so, and need no more of it. */
  private Optional<Reading> look(OrderId id) {
    return database.read(tx -> {
      Order order = find(tx, id);
      return order.state() == OrderState.PENDING
          ? Optional.empty()
          : Optional.of(reading(tx, order));
    });
  }

  private Reading read(OrderId id) {
    return database.read(tx -> reading(tx, find(tx, id)));
  }

  private Reading reading(Tx tx, Order order) {
    return new Reading(order.state(), orders.render(tx, order));
  }

  private Order find(Tx tx, OrderId id) {
    return orders.find(tx, id).orElseThrow(Checkouts::notFound);
  }

  private static Answer order(int status, OrderId id, Reading reading) {
    return Answer.json(status, reading.json()).with("Location", "/v1/orders/" + id);
  }

  private static Answer declined(Reading reading) {
    JsonNode code = reading.json().at("/payment/decline_code");
    return new Problem(
            402,
            "payment-declined",
            "The provider declined the payment; pay again with another method.")
        .with("decline_code", code)
        .with("order", reading.json())
        .answer();
  }
}
