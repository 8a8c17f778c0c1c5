package dev.tillgate.gateway.webhook.delivery;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How far a delivery is. */
public enum DeliveryStatus {
  /** Not sent yet: waiting in memory or for its due time. */
  PENDING,
  /** Sent at least once without success; comes due again by the schedule. */
  RETRYING,
  /** A 2xx status line came back. */
  DELIVERED,
  /** Waits, with a reason, until its endpoint is enabled or a person retries it. */
  PARKED,
  /** The schedule is used up; kept until a person retries, replays or deletes it. */
  DEAD,
  /** Its endpoint was deleted, a replay took its place, or a person gave it up. */
  CANCELED;

  private static final Map<DeliveryStatus, Set<DeliveryStatus>> MOVES =
      Map.of(
          PENDING, Set.of(RETRYING, DELIVERED, PARKED, DEAD, CANCELED),
          RETRYING, Set.of(DELIVERED, PARKED, DEAD, CANCELED),
          PARKED, Set.of(PENDING, RETRYING, CANCELED),
          DEAD, Set.of(PENDING, CANCELED));

  public boolean mayBecome(DeliveryStatus next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether it will be sent without anybody's help. */
  public boolean isOpen() {
    return this == PENDING || this == RETRYING;
  }

  /** The status as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DeliveryStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
