package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an order shows of its payment. Payments know orders and not the other way round, so the
 * payment package hands this in through {@link Source}.
 *
 * @param json the {@code payment} member, complete
 * @param next what the payment waits for, if anything
 */
public record PaymentView(ObjectNode json, Optional<Next> next) {

  /** Something that will happen by itself. */
  public record Next(Instant at, String text) {}

  /** Where views come from. */
  @FunctionalInterface
  public interface Source {
    /** The order's latest payment; empty only before its first. */
    Optional<PaymentView> of(Tx tx, OrderId id);
  }
}
