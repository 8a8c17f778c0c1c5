package dev.tillgate.gateway.order;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an order stands. The table of moves is the whole state machine; the {@code CHECK} of the
 * table {@code orders} and the README list the same states.
 */
public enum OrderState {
  /** Accepted and durable; the payment is under way. */
  PENDING,
  /** The shopper must do something at the provider (3-D Secure). */
  REQUIRES_ACTION,
  /** Paid, as a signed callback or the provider's own answer to our question said. */
  CONFIRMED,
  /** Declined; the stock stays reserved until the order expires, for another try. */
  PAYMENT_FAILED,
  /** A cancellation is being settled with the provider. */
  CANCELING,
  CANCELED,
  /** Out of time; being settled with the provider. */
  EXPIRING,
  EXPIRED,
  PARTIALLY_REFUNDED,
  REFUNDED,
  /** Money and order disagree; a person decides. */
  NEEDS_REVIEW;

  private static final Map<OrderState, Set<OrderState>> MOVES =
      Map.ofEntries(
          entry(
              PENDING,
              Set.of(
                  REQUIRES_ACTION, CONFIRMED, PAYMENT_FAILED, EXPIRING, CANCELING, NEEDS_REVIEW)),
          entry(
              REQUIRES_ACTION,
              Set.of(CONFIRMED, PAYMENT_FAILED, EXPIRING, CANCELING, NEEDS_REVIEW)),
          entry(PAYMENT_FAILED, Set.of(PENDING, CONFIRMED, EXPIRING, CANCELING, NEEDS_REVIEW)),
          entry(CONFIRMED, Set.of(CANCELING, REFUNDED, PARTIALLY_REFUNDED, NEEDS_REVIEW)),
          entry(CANCELING, Set.of(CANCELED, CONFIRMED, NEEDS_REVIEW)),
          entry(EXPIRING, Set.of(EXPIRED, CONFIRMED, NEEDS_REVIEW)),
          entry(CANCELED, Set.of(NEEDS_REVIEW)),
          entry(EXPIRED, Set.of(CONFIRMED, NEEDS_REVIEW)),
          entry(PARTIALLY_REFUNDED, Set.of(REFUNDED, CONFIRMED, NEEDS_REVIEW)),
          entry(REFUNDED, Set.of(CONFIRMED, PARTIALLY_REFUNDED, NEEDS_REVIEW)),
          entry(NEEDS_REVIEW, Set.of(CONFIRMED, REFUNDED, CANCELING, EXPIRED)));

  private static final Set<OrderState> IN_BETWEEN =
      Set.of(PENDING, REQUIRES_ACTION, CANCELING, EXPIRING);

  private static final Set<OrderState> PAYABLE = Set.of(PENDING, REQUIRES_ACTION, PAYMENT_FAILED);

  private static final Set<OrderState> ENDING = Set.of(CANCELING, EXPIRING);

  private static final Set<OrderState> WITHOUT_CART = Set.of(EXPIRED, CANCELED, REFUNDED);

  private static final Set<OrderState> DELIVERED = Set.of(CONFIRMED, PARTIALLY_REFUNDED, REFUNDED);

  public boolean mayBecome(OrderState next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether the order is on its way to somewhere else, so that waiting for it makes sense. */
  public boolean isInBetween() {
    return IN_BETWEEN.contains(this);
  }

  /** Whether the shopper may still pay; so whether its time can run out. */
  public boolean isPayable() {
    return PAYABLE.contains(this);
  }

  /** Whether its payments are being taken back at the provider, before its stock is freed. */
  public boolean isEnding() {
    return ENDING.contains(this);
  }

  /** Whether an order in this state keeps the stock it has set aside; what it took, it took. */
  boolean holdsStock() {
    return holdsCart();
  }

  /** Whether the shopper has the goods, so that a refund is a state of the order. */
  boolean isDelivered() {
    return DELIVERED.contains(this);
  }

  /** Whether an order in this state keeps its cart from being checked out again. */
  boolean holdsCart() {
    return !WITHOUT_CART.contains(this);
  }

  /** The type of the event that tells of reaching this state; empty when nobody is told. */
  Optional<String> eventType() {
    return switch (this) {
      case PENDING, CANCELING, EXPIRING -> Optional.empty();
      case PARTIALLY_REFUNDED, REFUNDED -> Optional.of("order.refunded");
      case REQUIRES_ACTION, CONFIRMED, PAYMENT_FAILED, CANCELED, EXPIRED, NEEDS_REVIEW ->
          Optional.of("order." + word());
    };
  }

  /** The state as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of this word.
   *
   * @throws IllegalArgumentException when there is no such state
   */
  public static OrderState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Every state's word, in the order of the enum. */
  public static List<String> words() {
    return Arrays.stream(values()).map(OrderState::word).toList();
  }
}
