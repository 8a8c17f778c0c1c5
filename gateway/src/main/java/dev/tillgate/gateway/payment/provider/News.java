package dev.tillgate.gateway.payment.provider;

/** What a provider's event tells us, as far as we have a use for it. */
public sealed interface News {

  /** How a payment intent stands. */
  record OfIntent(Intent intent) implements News {}

  /** How one refund stands. */
  record OfRefund(ProviderRefund refund) implements News {}

  /**
   * How much of an intent's money is back or on its way, without saying by which refunds.
   *
   * @param amountMinor the sum, in minor units
   */
  record OfRefundSum(String providerPaymentId, long amountMinor) implements News {}

  /** How a dispute stands. */
  record OfDispute(ProviderDispute dispute) implements News {}

  /** Nothing we act on: a type or an object we have no use for. */
  record Nothing() implements News {}
}
