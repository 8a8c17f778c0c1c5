package dev.tillgate.gateway.api;

import java.util.List;

/** How to get every answer about orders, products, callbacks, keys and the process itself. */
final class ShopCases {
  private ShopCases() {}

  static List<Case> all() {
    return List.of(
        new Case("listOrders", "200", "page by page", ShopCases::pages),
        new Case("listOrders", "200", "every filter", ShopCases::filtered),
        new Case("showOrder", "200", "waited for", ShopCases::shown),
        new Case("showOrder", "304", "nothing new", ShopCases::unchanged),
        new Case("showTimeline", "200", "a paid order", shop -> timeline(shop, StubProvider.PAYS)),
        new Case("showTimeline", "200", "an open one", shop -> timeline(shop, StubProvider.ASKS)),
        new Case("putProduct", "200", "without a stock", ShopCases::put),
        new Case("putProduct", "422 invalid-sku", "a plus in it", ShopCases::invalidSku),
        new Case("listProducts", "200", "the newest", shop -> listOf(shop, "listProducts")),
        new Case("showProduct", "200", "one of them", ShopCases::product),
        new Case("adjustStock", "200", "two more", shop -> adjusted(shop, 2)),
        new Case("adjustStock", "200", "a repeat", ShopCases::adjustedTwice),
        new Case("adjustStock", "409 stock-below-zero", "six of five", shop -> adjusted(shop, -6)),
        new Case("adjustStock", "422 idempotency-key-reused", "another body", ShopCases::reused),
        new Case("createKey", "201", "to read", ShopCases::key),
        new Case("listKeys", "200", "all", shop -> shop.send(shop.call("listKeys"))),
        new Case("revokeKey", "204", "one of them", ShopCases::revoked),
        new Case("showHealth", "200", "up", shop -> shop.send(shop.anonymous("showHealth"))),
        new Case(
            "showReadiness", "200", "ready", shop -> shop.send(shop.anonymous("showReadiness"))),
        new Case("showMetrics", "200", "numbers", shop -> shop.send(shop.anonymous("showMetrics"))),
        new Case("showOpenApi", "200", "itself", shop -> shop.send(shop.anonymous("showOpenApi"))));
  }

  private static ApiAnswer listOf(Storefront shop, String operation) {
    CheckoutCases.order(shop, StubProvider.PAYS);
    return shop.send(shop.call(operation).query("limit", "100"));
  }

  private static ApiAnswer pages(Storefront shop) {
    CheckoutCases.order(shop, StubProvider.PAYS);
    CheckoutCases.order(shop, StubProvider.DECLINES);
    ApiCall page = shop.call("listOrders").query("limit", "1");
    return shop.send(page.query("cursor", shop.send(page).text("/next_cursor")));
  }

  private static ApiAnswer filtered(Storefront shop) {
    CheckoutCases.order(shop, StubProvider.PAYS);
    return shop.send(
        shop.call("listOrders")
            .query("status", "confirmed")
            .query("email", "ada@example.com")
            .query("created_after", "2026-01-31T12:00:00Z")
            .query("created_before", "9999-12-31T00:00:00.000Z"));
  }

  private static ApiAnswer shown(Storefront shop) {
    String id = CheckoutCases.order(shop, StubProvider.PAYS).text("/id");
    return shop.send(shop.call("showOrder").path("id", id).header("Prefer", "wait=5"));
  }

  private static ApiAnswer unchanged(Storefront shop) {
    String id = CheckoutCases.order(shop, StubProvider.ASKS).text("/id");
    ApiCall show = shop.call("showOrder").path("id", id);
    String tag = shop.send(show).header("ETag").orElseThrow();
    return shop.send(show.header("If-None-Match", tag).header("Prefer", "respond-async"));
  }

  private static ApiAnswer timeline(Storefront shop, String method) {
    String id = CheckoutCases.order(shop, method).text("/id");
    return shop.send(shop.call("showTimeline").path("id", id));
  }

  private static ApiAnswer put(Storefront shop) {
    return shop.send(
        shop.call("putProduct")
            .path("sku", shop.fresh())
            .json("{'name':'Tea pot','unit_amount':1,'currency':'jpy','stock':null}"));
  }

  private static ApiAnswer invalidSku(Storefront shop) {
    return shop.send(
        shop.call("putProduct")
            .path("sku", "a+b")
            .json("{'name':'Tea pot','unit_amount':1,'currency':'jpy'}"));
  }

  private static ApiAnswer product(Storefront shop) {
    return shop.send(shop.call("showProduct").path("sku", CheckoutCases.product(shop)));
  }

  private static ApiCall adjustment(Storefront shop, int delta) {
    return shop.call("adjustStock")
        .path("sku", CheckoutCases.product(shop))
        .once('"' + shop.fresh() + '"')
        .json("{'delta':" + delta + ",'reason':'counted'}");
  }

  private static ApiAnswer adjusted(Storefront shop, int delta) {
    return shop.send(adjustment(shop, delta));
  }

  private static ApiAnswer adjustedTwice(Storefront shop) {
    ApiCall adjustment = adjustment(shop, 1);
    shop.send(adjustment);
    return shop.send(adjustment);
  }

  private static ApiAnswer reused(Storefront shop) {
    ApiCall adjustment = adjustment(shop, 1);
    shop.send(adjustment);
    return shop.send(adjustment.json("{'delta':2,'reason':'counted'}"));
  }

  private static ApiAnswer key(Storefront shop) {
    return shop.send(shop.call("createKey").json("{'name':'A reader','scope':'read'}"));
  }

  private static ApiAnswer revoked(Storefront shop) {
    return shop.send(shop.call("revokeKey").path("id", key(shop).text("/id")));
  }
}
