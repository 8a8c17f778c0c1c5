package dev.tillgate.gateway.payment.provider;

import java.util.Optional;

/** What a provider's event tells us, as far as we have a use for it. */
public sealed interface News {

  /** The provider's id of what it is about; empty when it names nothing we could know. */
  default Optional<String> subject() {
    return Optional.empty();
  }

  /** How a payment intent stands. */
  record OfIntent(Intent intent) implements News {
    @Override
    public Optional<String> subject() {
      return Optional.of(intent.id());
    }
  }

  /** How one refund stands. */
  record OfRefund(ProviderRefund refund) implements News {
    @Override
    public Optional<String> subject() {
      return Optional.of(refund.providerPaymentId());
    }
  }

  /**
   * How much of an intent's money is back or on its way, without saying by which refunds.
   *
   * @param amountMinor the sum, in minor units
   */
  record OfRefundSum(String providerPaymentId, long amountMinor) implements News {
    @Override
    public Optional<String> subject() {
      return Optional.of(providerPaymentId);
    }
  }

  /** How a dispute stands. */
  record OfDispute(ProviderDispute dispute) implements News {
    @Override
    public Optional<String> subject() {
      return Optional.of(dispute.providerPaymentId());
    }
  }

  /** Nothing we act on: a type or an object we have no use for. */
  record Nothing() implements News {}
}
