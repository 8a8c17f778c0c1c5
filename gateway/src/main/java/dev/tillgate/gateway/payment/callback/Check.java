package dev.tillgate.gateway.payment.callback;

import java.util.Locale;

/** What a callback is held against, in the order in which it is done. */
public enum Check {
  /** It is signed with one of the provider's secrets. */
  SIGNATURE,
  /** It was signed a short while ago. */
  TIMESTAMP,
  /** Its body is an event that can be read. */
  EVENT,
  /** The event's type is one we have a use for. */
  TYPE,
  /** It is about test money, or real money, as configured. */
  LIVEMODE,
  /** It is about our account and not about one connected to it. */
  ACCOUNT,
  /** What it is about is a payment of ours. */
  PAYMENT,
  /** Amount, currency and provider's id are those of the payment. */
  MONEY,
  /** Nothing of ours failed while it was applied. */
  APPLIED;

  /** The check as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
