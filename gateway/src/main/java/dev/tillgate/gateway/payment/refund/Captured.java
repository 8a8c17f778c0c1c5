package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;

/**
 * The money a payment brought, of which refunds are made.
 *
 * @param provider the provider's name
 * @param providerPaymentId the provider's id of the payment
 * @param amountMinor all of it, in minor units of the currency
 * @param currency lower-case ISO 4217
 */
public record Captured(
    PaymentId paymentId,
    OrderId orderId,
    String provider,
    String providerPaymentId,
    long amountMinor,
    String currency) {

  /** The same money, of which so much has turned out to be there. */
  Captured atLeast(long turnedOutMinor) {
    return turnedOutMinor <= amountMinor
        ? this
        : new Captured(paymentId, orderId, provider, providerPaymentId, turnedOutMinor, currency);
  }
}
