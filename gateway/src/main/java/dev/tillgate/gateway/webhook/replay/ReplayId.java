package dev.tillgate.gateway.webhook.replay;

/** The id of a replay, {@code rpl_…}. */
public record ReplayId(String value) {
  public static final String PREFIX = "rpl";

  public ReplayId {
    if (!value.startsWith(PREFIX + '_')) {
      throw new IllegalArgumentException("not a replay id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
