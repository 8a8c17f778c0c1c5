package dev.tillgate.gateway.order;

/** An order's id, {@code ord_…}. */
public record OrderId(String value) {
  /** What every order id starts with. */
  public static final String PREFIX = "ord";

  public OrderId {
    if (!value.startsWith(PREFIX + "_")) {
      throw new IllegalArgumentException("not an order id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
