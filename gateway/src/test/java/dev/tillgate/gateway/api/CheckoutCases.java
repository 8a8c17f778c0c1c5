package dev.tillgate.gateway.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How to get every answer of a checkout and of a second payment. */
final class CheckoutCases {
  private CheckoutCases() {}

  static List<Case> all() {
    return List.of(
        new Case("checkOut", "201", "a card that pays", shop -> order(shop, StubProvider.PAYS)),
        new Case("checkOut", "201", "a repeat", CheckoutCases::repeated),
        new Case("checkOut", "202", "who does not wait", CheckoutCases::unwaited),
        new Case("checkOut", "202", "3-D Secure", shop -> order(shop, StubProvider.ASKS)),
        new Case(
            "checkOut",
            "202",
            "money and order disagree",
            shop -> order(shop, StubProvider.CHARGES_TOO_MUCH)),
        new Case(
            "checkOut",
            "402 payment-declined",
            "a card that is declined",
            shop -> order(shop, StubProvider.DECLINES)),
        new Case("checkOut", "409 out-of-stock", "more than there is", shop -> pieces(shop, 6)),
        new Case("checkOut", "409 price-changed", "another total", CheckoutCases::priceChanged),
        new Case(
            "checkOut", "409 cart-already-checked-out", "one cart twice", CheckoutCases::cartTwice),
        new Case("checkOut", "409 idempotency-key-in-use", "two at once", CheckoutCases::atOnce),
        new Case("checkOut", "422 unknown-product", "no such product", CheckoutCases::unknown),
        new Case("checkOut", "422 currency-mismatch", "euros", CheckoutCases::inEuros),
        new Case("checkOut", "422 total-too-large", "a lot", shop -> pieces(shop, 100_000)),
        new Case("checkOut", "422 idempotency-key-reused", "another body", CheckoutCases::reused),
        new Case("payAgain", "201", "a card that pays", shop -> again(shop, StubProvider.PAYS)),
        new Case("payAgain", "202", "3-D Secure", shop -> again(shop, StubProvider.ASKS)),
        new Case(
            "payAgain",
            "402 payment-declined",
            "twice",
            shop -> again(shop, StubProvider.DECLINES)),
        new Case("payAgain", "409 not-payable", "a paid order", CheckoutCases::paidAlready),
        new Case(
            "payAgain", "409 idempotency-key-in-use", "two at once", CheckoutCases::againAtOnce),
        new Case(
            "payAgain", "422 idempotency-key-reused", "another body", CheckoutCases::againReused));
  }

  /** A checkout of one piece, waited for, with a product and a key of its own. */
  static ApiCall cart(Storefront shop, String method) {
    return shop.call("checkOut")
        .once(shop.fresh())
        .header("Prefer", "wait=30")
        .json(
            """
            {'items':[{'sku':'%s','quantity':1}],'currency':'usd','metadata':{'shelf':'7'},
             'customer':{'email':'ada@example.com','name':null},'payment':{'method':'%s'},
             'return_url':'https://shop.example/return'}
            """
                .formatted(product(shop), method));
  }

  static ApiAnswer order(Storefront shop, String method) {
    return shop.send(cart(shop, method));
  }

  /** An order paid by a second attempt, and then by the first as well. */
  static void paidTwice(Storefront shop) {
    String order = order(shop, StubProvider.REFUSED_YET_MADE).text("/order/id");
    String first = shop.provider().waitingIntent();
    shop.send(payment(shop, order, StubProvider.PAYS));
    shop.send(shop.callback(shop.provider().succeeded(first)));
  }

  /** The SKU of a new product, five in stock. */
  static String product(Storefront shop) {
    return shop.send(
            shop.call("putProduct")
                .path("sku", shop.fresh())
                .json("{'name':'Green tea','unit_amount':1299,'currency':'usd','stock':5}"))
        .text("/sku");
  }

  private static ApiAnswer repeated(Storefront shop) {
    ApiCall cart = cart(shop, StubProvider.PAYS);
    shop.send(cart);
    ApiAnswer again = shop.send(cart);
    return again.header("Idempotent-Replayed").isPresent() ? again : fail("it was not replayed");
  }

  private static ApiAnswer unwaited(Storefront shop) {
    ApiCall cart = cart(shop, StubProvider.KEEPS_QUIET).header("Prefer", "respond-async");
    return shop.send(cart);
  }

  private static ApiAnswer pieces(Storefront shop, int quantity) {
    ApiCall cart = cart(shop, StubProvider.PAYS);
    return shop.send(cart.body(cart.body().replace("\"quantity\":1", "\"quantity\":" + quantity)));
  }

  private static ApiAnswer inEuros(Storefront shop) {
    ApiCall cart = cart(shop, StubProvider.PAYS);
    return shop.send(cart.body(cart.body().replace("usd", "eur")));
  }

  private static ApiAnswer priceChanged(Storefront shop) {
    return shop.send(with(cart(shop, StubProvider.PAYS), "'expected_total':1"));
  }

  private static ApiAnswer cartTwice(Storefront shop) {
    String cart = "'cart_id':'" + shop.fresh() + "'";
    shop.send(with(cart(shop, StubProvider.PAYS), cart));
    return shop.send(with(cart(shop, StubProvider.PAYS), cart));
  }

  private static ApiAnswer unknown(Storefront shop) {
    ApiCall cart = cart(shop, StubProvider.PAYS);
    return shop.send(cart.body(cart.body().replace("\"sku\":\"", "\"sku\":\"no-")));
  }

  private static ApiAnswer reused(Storefront shop) {
    ApiCall cart = cart(shop, StubProvider.PAYS);
    shop.send(cart);
    return shop.send(with(cart, "'cart_id':'another'"));
  }

  private static ApiAnswer atOnce(Storefront shop) {
    return atOnce(shop, cart(shop, StubProvider.PAYS_WHEN_TOLD));
  }

  private static ApiAnswer againAtOnce(Storefront shop) {
    return atOnce(shop, payment(shop, StubProvider.PAYS_WHEN_TOLD));
  }

  /** The second one is sent while the first waits for the provider. */
  private static ApiAnswer atOnce(Storefront shop, ApiCall call) {
    CompletableFuture<ApiAnswer> first = CompletableFuture.supplyAsync(() -> shop.send(call));
    String intent = shop.provider().waitingIntent();
    ApiAnswer second = shop.send(call);
    shop.send(shop.callback(shop.provider().succeeded(intent)));
    return first.join().status() == 201 ? second : fail("the first was not confirmed");
  }

  private static ApiAnswer again(Storefront shop, String method) {
    return shop.send(payment(shop, method));
  }

  /** Another payment of an order that was declined. */
  private static ApiCall payment(Storefront shop, String method) {
    return payment(shop, order(shop, StubProvider.DECLINES).text("/order/id"), method);
  }

  private static ApiCall payment(Storefront shop, String order, String method) {
    return shop.call("payAgain")
        .path("id", order)
        .once(shop.fresh())
        .header("Prefer", "wait=30")
        .json("{'payment':{'method':'" + method + "'}}");
  }

  private static ApiAnswer paidAlready(Storefront shop) {
    String order = order(shop, StubProvider.PAYS).text("/id");
    return shop.send(payment(shop, order, StubProvider.PAYS));
  }

  private static ApiAnswer againReused(Storefront shop) {
    ApiCall payment = payment(shop, StubProvider.PAYS);
    shop.send(payment);
    return shop.send(with(payment, "'return_url':'https://shop.example/'"));
  }

  private static ApiCall with(ApiCall call, String member) {
    return call.body("{" + member.replace('\'', '"') + "," + call.body().strip().substring(1));
  }

  private static ApiAnswer fail(String why) {
    throw new AssertionError(why);
  }
}
