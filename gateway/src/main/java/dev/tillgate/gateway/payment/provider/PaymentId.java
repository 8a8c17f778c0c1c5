package dev.tillgate.gateway.payment.provider;

/** A payment's id of ours, {@code pay_…}: one attempt to pay one order. */
public record PaymentId(String value) {
  /** What every payment id starts with. */
  public static final String PREFIX = "pay";

  public PaymentId {
    if (!value.startsWith(PREFIX + "_")) {
      throw new IllegalArgumentException("not a payment id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
