package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A provider nobody reaches: every payment stays as it was, and only callbacks bring news. */
public final class UnreachablePsp implements Psp {
  private static <T> PspAnswer<T> nothing() {
    return new PspAnswer.NotSent<>("out of reach", Optional.of(Duration.ofDays(9)));
  }

  @Override
  public String name() {
    return "stripe";
  }

  @Override
  public PspAnswer<Intent> create(NewIntent intent, String key) {
    return nothing();
  }

  @Override
  public PspAnswer<Intent> confirm(Confirmation confirmation, String key) {
    return nothing();
  }

  @Override
  public PspAnswer<Intent> cancel(String providerPaymentId, String key) {
    return nothing();
  }

  @Override
  public PspAnswer<Intent> retrieve(String providerPaymentId) {
    return nothing();
  }

  @Override
  public PspAnswer<ProviderRefund> refund(NewRefund refund, String key) {
    return nothing();
  }

  @Override
  public PspAnswer<ProviderRefund> retrieveRefund(String providerRefundId) {
    return nothing();
  }

  @Override
  public PspAnswer<List<ProviderRefund>> refundsOf(String providerPaymentId) {
    return nothing();
  }
}
