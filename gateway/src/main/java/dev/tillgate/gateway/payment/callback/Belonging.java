package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.Settlement;
import java.util.Optional;

/**
 * Whether an event is meant for us at all: one endpoint may be told of test and real money, and of
 * accounts connected to ours.
 */
final class Belonging {
  private Belonging() {}

  /**
   * What makes an event somebody else's.
   *
   * @param reason a short word, for the row
   * @param text for a person
   */
  record Foreign(String reason, String text) {}

  /** Adds the two checks; the second is not reached when the first fails. */
  static Checks check(Checks checks, ProviderEvent event, Settlement settlement) {
    if (!settlement.expects(event.livemode())) {
      return checks.failed(
          Check.LIVEMODE, event.livemode() ? "it is real money" : "it is test money");
    }
    Checks mode = checks.ok(Check.LIVEMODE);
    return event
        .account()
        .map(account -> mode.failed(Check.ACCOUNT, "it is about the account " + account))
        .orElse(mode.ok(Check.ACCOUNT));
  }

  /** Why it is somebody else's; empty when it is ours. */
  static Optional<Foreign> foreign(Checks checks) {
    return foreign(checks, Check.LIVEMODE, "other-livemode")
        .or(() -> foreign(checks, Check.ACCOUNT, "other-account"));
  }

  private static Optional<Foreign> foreign(Checks checks, Check check, String reason) {
    return checks
        .verdict(check)
        .filter(verdict -> verdict.word().equals("failed"))
        .map(verdict -> new Foreign(reason, verdict.detail()));
  }
}
