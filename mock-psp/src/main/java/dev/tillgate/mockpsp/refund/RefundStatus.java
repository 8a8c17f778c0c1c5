package dev.tillgate.mockpsp.refund;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The states of a refund and the moves between them. */
enum RefundStatus {
  PENDING,
  REQUIRES_ACTION,
  SUCCEEDED,
  FAILED,
  CANCELED;

  private static final Map<RefundStatus, Set<RefundStatus>> MOVES =
      Map.of(
          PENDING, EnumSet.of(SUCCEEDED, FAILED),
          REQUIRES_ACTION, EnumSet.of(PENDING, SUCCEEDED, FAILED, CANCELED),
          SUCCEEDED, EnumSet.of(FAILED));

  static RefundStatus of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean mayBecome(RefundStatus next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }
}
