package dev.tillgate.gateway.webhook.delivery;

/** The id of a delivery, {@code dlv_…}: one event for one endpoint. */
public record DeliveryId(String value) {
  public static final String PREFIX = "dlv";

  public DeliveryId {
    if (!value.startsWith(PREFIX + '_')) {
      throw new IllegalArgumentException("not a delivery id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
