package dev.tillgate.gateway.webhook.event;

/** The id of an event, {@code evt_…}; the same on every attempt to every receiver. */
public record EventId(String value) {
  public static final String PREFIX = "evt";

  public EventId {
    if (!value.startsWith(PREFIX + '_')) {
      throw new IllegalArgumentException("not an event id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
