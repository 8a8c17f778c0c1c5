package dev.tillgate.gateway.api;

import java.util.List;

/** How to get every answer of the callbacks' routes. */
final class CallbackCases {
  private static final String UNSIGNED = "t=1700000000,v1=" + "0".repeat(64);

  private CallbackCases() {}

  static List<Case> all() {
    return List.of(
        new Case("receiveCallback", "200", "of a type we do not use", CallbackCases::otherType),
        new Case("receiveCallback", "200", "a genuine one nobody can read", CallbackCases::odd),
        new Case("receiveCallback", "400 callback-refused", "a forged one", CallbackCases::forged),
        new Case("listCallbacks", "200", "the newest", CallbackCases::listed),
        new Case("listCallbacks", "200", "every filter", CallbackCases::filtered),
        new Case("showCallback", "200", "one that finished an order", CallbackCases::shown),
        new Case("showCallback", "200", "one that is deferred", CallbackCases::shownDeferred),
        new Case("replayCallback", "200", "one that is deferred", CallbackCases::replayed),
        new Case(
            "replayCallback", "409 callback-not-replayable", "processed", CallbackCases::twice),
        new Case("verifyCallback", "200", "an old one", CallbackCases::verified),
        new Case("verifyCallback", "200", "in base64", CallbackCases::verifiedBytes));
  }

  private static ApiAnswer otherType(Storefront shop) {
    return shop.send(
        shop.callback(
            """
            {"id":"evt_other","object":"event","created":1700000000,"livemode":false,
             "type":"customer.created","data":{"object":{"id":"cus_1"}}}
            """));
  }

  private static ApiAnswer odd(Storefront shop) {
    return shop.send(shop.callback("{}"));
  }

  private static ApiAnswer forged(Storefront shop) {
    return shop.send(shop.callback("{}").header("Stripe-Signature", UNSIGNED));
  }

  private static ApiAnswer listed(Storefront shop) {
    odd(shop);
    otherType(shop);
    ApiCall page = shop.call("listCallbacks").query("limit", "1");
    return shop.send(page.query("cursor", shop.send(page).text("/next_cursor")));
  }

  private static ApiAnswer filtered(Storefront shop) {
    return shop.send(list(shop, "processed").query("provider", "stripe"));
  }

  private static ApiCall list(Storefront shop, String status) {
    return shop.call("listCallbacks").query("status", status);
  }

  private static ApiAnswer shown(Storefront shop) {
    CheckoutCases.order(shop, StubProvider.PAYS);
    String id = shop.send(list(shop, "processed")).text("/data/0/id");
    return shop.send(shop.call("showCallback").path("provider", id));
  }

  private static ApiAnswer shownDeferred(Storefront shop) {
    return shop.send(shop.call("showCallback").path("provider", deferred(shop)));
  }

  /** The id of a callback about an intent of nobody. */
  private static String deferred(Storefront shop) {
    String intent = "pi_" + shop.fresh().replace('-', '_');
    shop.send(
        shop.callback(
            """
            {"id":"evt_%s","object":"event","created":1700000000,"livemode":false,
             "type":"payment_intent.succeeded","data":{"object":{"id":"%s",
             "object":"payment_intent","status":"succeeded","amount":1,"amount_received":1,
             "currency":"usd","livemode":false,"metadata":{}}}}
            """
                .formatted(intent, intent)));
    return shop.send(list(shop, "deferred")).text("/data/0/id");
  }

  private static ApiAnswer replayed(Storefront shop) {
    return shop.send(shop.call("replayCallback").path("id", deferred(shop)));
  }

  private static ApiAnswer twice(Storefront shop) {
    CheckoutCases.order(shop, StubProvider.PAYS);
    String id = shop.send(list(shop, "processed")).text("/data/0/id");
    return shop.send(shop.call("replayCallback").path("id", id));
  }

  private static ApiAnswer verified(Storefront shop) {
    return shop.send(
        shop.call("verifyCallback")
            .path("provider", "stripe")
            .json("{'headers':{'Stripe-Signature':'" + UNSIGNED + "'},'body':'{}'}"));
  }

  private static ApiAnswer verifiedBytes(Storefront shop) {
    return shop.send(
        shop.call("verifyCallback")
            .path("provider", "nobody")
            .json("{'headers':{},'body_base64':'e30='}"));
  }
}
