package dev.tillgate.gateway.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A store as a real gateway leaves it: an order in each state it gets to by itself and one partly
 * refunded, callbacks of each fate, deliveries that were taken and some that were not.
 */
public final class SampleStore {
  private static final String OF_NOBODYS_INTENT =
      """
      {"id":"evt_nobodys","object":"event","created":1700000000,"livemode":false,
       "type":"payment_intent.succeeded","data":{"object":{"id":"pi_nobodys",
       "object":"payment_intent","status":"succeeded","amount":1,"amount_received":1,
       "currency":"usd","livemode":false,"metadata":{"payment_id":"pay_nobodys"}}}}
      """;

  private static final String OF_ANOTHER_TYPE =
      """
      {"id":"evt_other","object":"event","created":1700000000,"livemode":false,
       "type":"customer.created","data":{"object":{"id":"cus_1"}}}
      """;

  private SampleStore() {}

  /** Makes one in the directory, and leaves it closed. */
  public static void fill(Path directory) throws IOException, InterruptedException {
    try (Storefront shop = Storefront.open(directory)) {
      fill(shop);
    }
  }

  /** Fills the store, looks on, and then closes it. */
  public static void fill(Path directory, Runnable meanwhile)
      throws IOException, InterruptedException {
    try (Storefront shop = Storefront.open(directory)) {
      fill(shop);
      meanwhile.run();
    }
  }

  private static void fill(Storefront shop) throws InterruptedException {
    WebhookCases.endpoint(shop, shop.receiver().url());
    WebhookCases.endpoint(shop, WebhookCases.NOBODY);
    CheckoutCases.order(shop, StubProvider.PAYS);
    String refunded = CheckoutCases.order(shop, StubProvider.PAYS).text("/id");
    shop.send(RefundCases.refund(shop, refunded, RefundCases.amount(500)));
    shop.send(RefundCases.refund(shop, refunded, RefundCases.amount(StubRefunds.PENDS)));
    CheckoutCases.order(shop, StubProvider.DECLINES);
    CheckoutCases.order(shop, StubProvider.ASKS);
    CheckoutCases.order(shop, StubProvider.CHARGES_TOO_MUCH);
    shop.send(CheckoutCases.cart(shop, StubProvider.KEEPS_QUIET).header("Prefer", "respond-async"));
    shop.send(shop.callback(OF_NOBODYS_INTENT));
    shop.send(shop.callback(OF_ANOTHER_TYPE));
    // order.placed and order.confirmed of the first.
    shop.receiver().next();
    shop.receiver().next();
  }
}
