package dev.tillgate.gateway.payment.provider;

/**
 * A shopper's complaint to the bank, as the provider showed it at one moment.
 *
 * @param id the provider's id of it
 * @param providerPaymentId the intent it is about
 * @param open whether it is still to be decided
 * @param refundable whether the provider takes refunds of the payment meanwhile
 * @param status the provider's word for where it stands
 * @param reason the provider's word for what it is about
 */
public record ProviderDispute(
    String id,
    String providerPaymentId,
    boolean open,
    boolean refundable,
    String status,
    String reason) {}
