package dev.tillgate.mockpsp.checkout;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The states of a Checkout Session and the moves between them. */
enum SessionStatus {
  OPEN,
  COMPLETE,
  EXPIRED;

  private static final Map<SessionStatus, Set<SessionStatus>> MOVES =
      Map.of(OPEN, EnumSet.of(COMPLETE, EXPIRED));

  static SessionStatus of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean mayBecome(SessionStatus next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }
}
