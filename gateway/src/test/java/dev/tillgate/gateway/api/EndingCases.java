package dev.tillgate.gateway.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How to get every answer about the end of an order nobody pays, or somebody paid wrongly. */
final class EndingCases {
  private EndingCases() {}

  static List<Case> all() {
    return List.of(
        new Case("cancelOrder", "200", "an open one", shop -> canceled(shop, StubProvider.ASKS)),
        new Case("cancelOrder", "202", "held up", shop -> canceled(shop, StubProvider.KEEPS_QUIET)),
        new Case("cancelOrder", "409 not-cancelable", "in review", EndingCases::inReview),
        new Case("cancelOrder", "409 order-disputed", "a dispute", EndingCases::disputed),
        new Case("cancelOrder", "409 idempotency-key-in-use", "two at once", EndingCases::atOnce),
        new Case("cancelOrder", "422 idempotency-key-reused", "another", EndingCases::reused),
        new Case("resolveOrder", "200", "called off", shop -> resolved(shop, "canceled")),
        new Case("resolveOrder", "409 not-in-review", "a paid order", EndingCases::paid),
        new Case("resolveOrder", "409 no-payment", "never at the provider", EndingCases::unpaid),
        new Case("resolveOrder", "409 out-of-stock", "sold otherwise", EndingCases::soldOut));
  }

  /** A cancellation of that order, not waited for long. */
  private static ApiCall cancel(Storefront shop, String order) {
    return shop.call("cancelOrder").path("id", order).once(shop.fresh()).header("Prefer", "wait=2");
  }

  private static ApiAnswer canceled(Storefront shop, String method) {
    return shop.send(cancel(shop, order(shop, method)));
  }

  private static ApiAnswer inReview(Storefront shop) {
    return shop.send(cancel(shop, order(shop, StubProvider.CHARGES_TOO_MUCH)));
  }

  /** Money that the shopper's bank takes back is not given back as well. */
  private static ApiAnswer disputed(Storefront shop) {
    ApiAnswer paid = CheckoutCases.order(shop, StubProvider.PAYS);
    String intent = paid.text("/payment/provider_payment_id");
    shop.send(shop.callback(shop.provider().refunds().disputed(intent)));
    return shop.send(cancel(shop, paid.text("/id")));
  }

  /** The second one is sent while the first waits for the provider. */
  private static ApiAnswer atOnce(Storefront shop) {
    String order = order(shop, StubProvider.KEEPS_QUIET);
    ApiCall cancel = cancel(shop, order);
    CompletableFuture<ApiAnswer> first = CompletableFuture.supplyAsync(() -> shop.send(cancel));
    ApiCall look = shop.call("showOrder").path("id", order);
    while (!shop.send(look).text("/status").equals("canceling")) {
      Thread.onSpinWait();
    }
    ApiAnswer second = shop.send(cancel);
    first.join();
    return second;
  }

  private static ApiAnswer reused(Storefront shop) {
    ApiCall cancel = cancel(shop, order(shop, StubProvider.ASKS));
    shop.send(cancel);
    return shop.send(cancel.path("id", order(shop, StubProvider.ASKS)));
  }

  private static ApiAnswer resolved(Storefront shop, String as) {
    return shop.send(resolution(shop, order(shop, StubProvider.CHARGES_TOO_MUCH), as));
  }

  private static ApiAnswer paid(Storefront shop) {
    return shop.send(resolution(shop, order(shop, StubProvider.PAYS), "refunded"));
  }

  private static ApiAnswer unpaid(Storefront shop) {
    String order = order(shop, StubProvider.REFUSES_THE_KEY);
    return shop.send(resolution(shop, order, "refunded"));
  }

  private static ApiAnswer soldOut(Storefront shop) {
    ApiAnswer order = shop.send(CheckoutCases.cart(shop, StubProvider.CHARGES_TOO_MUCH));
    shop.send(
        shop.call("adjustStock")
            .path("sku", order.text("/items/0/sku"))
            .once(shop.fresh())
            .json("{'delta':-5,'reason':'sold over the counter'}"));
    return shop.send(resolution(shop, order.text("/id"), "confirmed"));
  }

  private static ApiCall resolution(Storefront shop, String order, String as) {
    return shop.call("resolveOrder")
        .path("id", order)
        .json("{'as':'" + as + "','note':'agreed with the customer'}");
  }

  private static String order(Storefront shop, String method) {
    ApiCall cart = CheckoutCases.cart(shop, method);
    boolean answers = !method.equals(StubProvider.KEEPS_QUIET);
    return shop.send(answers ? cart : cart.header("Prefer", "wait=0")).text("/id");
  }
}
