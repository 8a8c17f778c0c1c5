package dev.tillgate.system.stage;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import dev.tillgate.system.playground.Wiring;

/** Somebody at the provider, with a key of theirs and no word to the gateway. */
public final class Dashboard {
  private final StripeClient stripe;

  Dashboard(Wiring wiring) {
    stripe =
        StripeClient.builder()
            .setApiKey(Wiring.PSP_KEY)
            .setApiBase(wiring.pspUrl().toString())
            .build();
  }

  /** Refunds so much of the intent, in minor units. */
  public void refund(String intent, long amountMinor) throws StripeException {
    stripe
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder().setPaymentIntent(intent).setAmount(amountMinor).build());
  }
}
