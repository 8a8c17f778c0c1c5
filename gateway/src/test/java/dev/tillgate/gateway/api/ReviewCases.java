package dev.tillgate.gateway.api;

import java.util.List;

/** How to get every answer about what the provider has and we do not, and of asking it. */
final class ReviewCases {
  private static final String OF_A_STRANGER =
      """
      {"id":"evt_%s","object":"event","created":1700000000,"livemode":false,
       "type":"payment_intent.succeeded","data":{"object":{"id":"pi_%s",
       "object":"payment_intent","status":"succeeded","amount":1299,"amount_received":1299,
       "currency":"usd","livemode":false,
       "metadata":{"order_id":"ord_lost","payment_id":"pay_lost"}}}}
      """;

  private ReviewCases() {}

  static List<Case> all() {
    return List.of(
        new Case(
            "reconcileOrder",
            "202",
            "one that is quiet",
            shop -> reconciled(shop, StubProvider.KEEPS_QUIET)),
        new Case(
            "reconcileOrder",
            "202",
            "one that is paid",
            shop -> reconciled(shop, StubProvider.PAYS)),
        new Case("listReviews", "200", "a stranger's payment", ReviewCases::listed),
        new Case("listReviews", "200", "none that is closed", ReviewCases::filtered),
        new Case("closeReview", "200", "one of them", shop -> closed(shop, opened(shop))),
        new Case("closeReview", "409 review-closed", "one of them twice", ReviewCases::twice));
  }

  private static ApiAnswer reconciled(Storefront shop, String method) {
    ApiCall cart = CheckoutCases.cart(shop, method).header("Prefer", "respond-async");
    return shop.send(shop.call("reconcileOrder").path("id", shop.send(cart).text("/id")));
  }

  private static ApiAnswer listed(Storefront shop) {
    opened(shop);
    opened(shop);
    return shop.send(shop.call("listReviews").query("limit", "1"));
  }

  private static ApiAnswer filtered(Storefront shop) {
    return shop.send(shop.call("listReviews").query("status", "closed"));
  }

  /** The id of a review nobody has closed. */
  private static String opened(Storefront shop) {
    String name = shop.fresh().replace("-", "");
    shop.send(shop.callback(OF_A_STRANGER.formatted(name, name)));
    return shop.send(shop.call("listReviews").query("status", "open")).text("/data/0/id");
  }

  private static ApiAnswer closed(Storefront shop, String review) {
    return shop.send(
        shop.call("closeReview").path("id", review).json("{'note':'made by the old shop'}"));
  }

  private static ApiAnswer twice(Storefront shop) {
    String review = opened(shop);
    closed(shop, review);
    return closed(shop, review);
  }
}
