package dev.tillgate.mockpsp.intent;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The states of a payment intent and the moves between them. */
enum IntentStatus {
  REQUIRES_PAYMENT_METHOD,
  REQUIRES_CONFIRMATION,
  REQUIRES_ACTION,
  PROCESSING,
  REQUIRES_CAPTURE,
  SUCCEEDED,
  CANCELED;

  private static final Map<IntentStatus, Set<IntentStatus>> MOVES =
      Map.of(
          REQUIRES_PAYMENT_METHOD, EnumSet.of(REQUIRES_CONFIRMATION, CANCELED),
          REQUIRES_CONFIRMATION,
              EnumSet.of(
                  REQUIRES_ACTION,
                  PROCESSING,
                  REQUIRES_CAPTURE,
                  SUCCEEDED,
                  REQUIRES_PAYMENT_METHOD,
                  CANCELED),
          REQUIRES_ACTION,
              EnumSet.of(
                  REQUIRES_CONFIRMATION,
                  PROCESSING,
                  REQUIRES_CAPTURE,
                  SUCCEEDED,
                  REQUIRES_PAYMENT_METHOD,
                  CANCELED),
          PROCESSING, EnumSet.of(SUCCEEDED, REQUIRES_PAYMENT_METHOD, CANCELED),
          REQUIRES_CAPTURE, EnumSet.of(SUCCEEDED, CANCELED));

  static IntentStatus of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean mayBecome(IntentStatus next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether a shopper may still change how it is paid. */
  boolean isOpen() {
    return mayBecome(REQUIRES_CONFIRMATION) || this == REQUIRES_CONFIRMATION;
  }
}
