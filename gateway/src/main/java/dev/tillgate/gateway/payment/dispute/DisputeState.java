package dev.tillgate.gateway.payment.dispute;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a dispute stands: open, then closed for good. The table {@code disputes} has the same. */
enum DisputeState {
  OPEN,
  CLOSED;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(DisputeState::word).toList();
  }
}
