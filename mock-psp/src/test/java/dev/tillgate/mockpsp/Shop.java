package dev.tillgate.mockpsp;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.service.V1Services;

/** A shop that uses the official library, pointed at the mock. */
public final class Shop {
  private final StripeClient client;

  public Shop(MockPsp psp) {
    client =
        StripeClient.builder()
            .setApiKey("sk_test_1")
            .setApiBase(psp.url().toString())
            .setMaxNetworkRetries(0)
            .build();
  }

  public V1Services api() {
    return client.v1();
  }

  /** 10.99 EUR by card, for order {@code ord_1}. */
  public static PaymentIntentCreateParams.Builder order() {
    return PaymentIntentCreateParams.builder()
        .setAmount(1099L)
        .setCurrency("eur")
        .addPaymentMethodType("card")
        .putMetadata("order_id", "ord_1");
  }

  public PaymentIntent pay(String method) throws StripeException {
    return api().paymentIntents().create(order().setPaymentMethod(method).setConfirm(true).build());
  }

  public PaymentIntent open() throws StripeException {
    return api().paymentIntents().create(order().build());
  }

  public static RequestOptions key(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
