package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.live.LiveView.Badge;
import java.util.Map;

/** How the statuses of the API look. */
final class Badges {
  private static final Map<String, String> TONES =
      Map.ofEntries(
          Map.entry("succeeded", "good"),
          Map.entry("delivered", "good"),
          Map.entry("enabled", "good"),
          Map.entry("requires_action", "wait"),
          Map.entry("processing", "wait"),
          Map.entry("requires_capture", "wait"),
          Map.entry("pending", "wait"),
          Map.entry("sending", "wait"),
          Map.entry("given_up", "bad"),
          Map.entry("dropped", "bad"),
          Map.entry("failed", "bad"));

  private Badges() {}

  static Badge of(String status) {
    return new Badge(status, TONES.getOrDefault(status, "calm"));
  }

  /** An intent that asks for another method because the last one failed looks like it. */
  static Badge ofIntent(String status, boolean failed) {
    return failed && status.equals("requires_payment_method")
        ? new Badge(status, "bad")
        : of(status);
  }
}
