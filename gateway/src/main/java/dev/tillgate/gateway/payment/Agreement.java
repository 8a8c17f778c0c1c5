package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import java.util.Optional;

/**
 * Whether what the provider shows is what we asked for. Metadata alone proves nothing: anyone who
 * can make an intent can write any order's id into it, so id and money must agree too.
 */
final class Agreement {
  private final boolean livemode;

  /**
   * @param livemode whether real money is expected
   */
  Agreement(boolean livemode) {
    this.livemode = livemode;
  }

  boolean expects(boolean livemode) {
    return this.livemode == livemode;
  }

  /** The first thing that does not agree, in words; empty when all does. */
  Optional<String> mismatch(Payment payment, Intent intent) {
    Intent.Amount amount = intent.amount();
    long asked = payment.charge().amountMinor();
    if (!payment.atProvider().id().orElse(intent.id()).equals(intent.id())) {
      return Optional.of("the payment intent is " + intent.id());
    }
    if (!amount.currency().equals(payment.charge().currency())) {
      return Optional.of("the currency is " + amount.currency());
    }
    if (amount.requestedMinor() != asked) {
      return Optional.of("the amount is " + amount.requestedMinor() + " instead of " + asked);
    }
    if (intent.status() == IntentStatus.SUCCEEDED && amount.receivedMinor() != asked) {
      return Optional.of("only " + amount.receivedMinor() + " of " + asked + " was received");
    }
    if (!expects(intent.situation().livemode())) {
      return Optional.of(livemode ? "it is test money" : "it is real money");
    }
    return Optional.empty();
  }

  /** Whether an intent that only names our payment in its metadata may be taken for it. */
  boolean mayBind(Payment payment, Intent intent) {
    return payment.atProvider().id().isEmpty()
        && payment.orderId().value().equals(intent.metadata().get("order_id"))
        && mismatch(payment, intent).isEmpty();
  }
}
