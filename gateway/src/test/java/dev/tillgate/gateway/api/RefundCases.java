package dev.tillgate.gateway.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How to get every answer about refunds. */
final class RefundCases {
  private RefundCases() {}

  static List<Case> all() {
    return List.of(
        new Case("refundOrder", "201", "all of it", shop -> refunded(shop, "{}")),
        new Case("refundOrder", "201", "a repeat", RefundCases::repeated),
        new Case(
            "refundOrder",
            "202",
            "a bank that takes its time",
            shop -> refunded(shop, amount(StubRefunds.PENDS))),
        new Case(
            "refundOrder",
            "409 refund-failed",
            "a provider that refuses",
            shop -> refunded(shop, amount(StubRefunds.IS_REFUSED))),
        new Case("refundOrder", "409 not-refundable", "never paid", RefundCases::unpaid),
        new Case("refundOrder", "409 order-disputed", "a dispute", RefundCases::disputed),
        new Case("refundOrder", "409 idempotency-key-in-use", "two at once", RefundCases::atOnce),
        new Case(
            "refundOrder",
            "422 refund-exceeds-remaining",
            "a cent too much",
            shop -> refunded(shop, amount(1_300))),
        new Case("refundOrder", "422 idempotency-key-reused", "another body", RefundCases::reused),
        new Case("listRefunds", "200", "page by page", RefundCases::pages));
  }

  /** A refund of an order that was paid. */
  static ApiCall refund(Storefront shop, String body) {
    String order = CheckoutCases.order(shop, StubProvider.PAYS).text("/id");
    return refund(shop, order, body);
  }

  static ApiCall refund(Storefront shop, String order, String body) {
    return shop.call("refundOrder")
        .path("id", order)
        .once(shop.fresh())
        .header("Prefer", "wait=30")
        .json(body);
  }

  static String amount(int minor) {
    return "{'amount':" + minor + ",'reason':'duplicate'}";
  }

  private static ApiAnswer refunded(Storefront shop, String body) {
    return shop.send(refund(shop, body));
  }

  private static ApiAnswer repeated(Storefront shop) {
    ApiCall refund = refund(shop, amount(299));
    shop.send(refund);
    return shop.send(refund);
  }

  private static ApiAnswer reused(Storefront shop) {
    ApiCall refund = refund(shop, amount(299));
    shop.send(refund);
    return shop.send(refund.json(amount(298)));
  }

  private static ApiAnswer unpaid(Storefront shop) {
    String order = CheckoutCases.order(shop, StubProvider.DECLINES).text("/order/id");
    return shop.send(refund(shop, order, "{}"));
  }

  private static ApiAnswer disputed(Storefront shop) {
    ApiAnswer order = CheckoutCases.order(shop, StubProvider.PAYS);
    String intent = order.text("/payment/provider_payment_id");
    shop.send(shop.callback(shop.provider().refunds().disputed(intent)));
    return shop.send(refund(shop, order.text("/id"), "{}"));
  }

  /** The second one is sent while nobody knows what became of the first. */
  private static ApiAnswer atOnce(Storefront shop) {
    ApiCall refund = refund(shop, amount(StubRefunds.IS_MADE_WHEN_TOLD));
    CompletableFuture<ApiAnswer> first = CompletableFuture.supplyAsync(() -> shop.send(refund));
    try {
      String made = shop.provider().refunds().madeNow();
      ApiAnswer second = shop.send(refund);
      shop.send(shop.callback(made));
      if (first.join().status() != 201) {
        throw new AssertionError("the first was not made");
      }
      return second;
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static ApiAnswer pages(Storefront shop) {
    String order = CheckoutCases.order(shop, StubProvider.PAYS).text("/id");
    shop.send(refund(shop, order, amount(299)));
    shop.send(refund(shop, order, amount(300)));
    ApiCall page = shop.call("listRefunds").path("id", order).query("limit", "1");
    return shop.send(page.query("cursor", shop.send(page).text("/next_cursor")));
  }
}
