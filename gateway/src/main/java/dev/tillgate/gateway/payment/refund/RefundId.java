package dev.tillgate.gateway.payment.refund;

/** A refund's id of ours, {@code ref_…}: some money of one payment, once. */
public record RefundId(String value) {
  /** What every refund id starts with. */
  public static final String PREFIX = "ref";

  public RefundId {
    if (!value.startsWith(PREFIX + "_")) {
      throw new IllegalArgumentException("not a refund id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
