package dev.tillgate.gateway.payment;

/** What a piece of news did to a payment. */
public sealed interface Applied {
  /** It moved the payment. */
  record Moved(PaymentState state) implements Applied {}

  /**
   * It changed nothing, rightly.
   *
   * @param reason a short word: {@code same-state}, {@code stale} …
   */
  record Ignored(String reason) implements Applied {}
}
