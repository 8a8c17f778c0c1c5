package dev.tillgate.mockpsp.browser;

import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.LineItem.PriceData;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import dev.tillgate.mockpsp.Shop;

/** What is bought in the tests, and by whom. */
final class Orders {
  private Orders() {}

  /** A tea pot, two cups and some tea from that shop. */
  static Session tea(Shop shop, String site) throws StripeException {
    return shop.api()
        .checkout()
        .sessions()
        .create(
            SessionCreateParams.builder()
                .setMode(Mode.PAYMENT)
                .setSuccessUrl(site + "/thanks?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl(site + "/cart")
                .addLineItem(item("Tea pot, cast iron", "Holds 1.2 litres", 4990, 1))
                .addLineItem(item("Cup with a rather long name that has to wrap", "", 1250, 2))
                .addLineItem(item("Sencha, 100 g", "Second flush", 899, 1))
                .build());
  }

  private static LineItem item(String name, String about, long amount, long quantity) {
    PriceData.ProductData.Builder product = PriceData.ProductData.builder().setName(name);
    if (!about.isEmpty()) {
      product.setDescription(about);
    }
    return LineItem.builder()
        .setQuantity(quantity)
        .setPriceData(
            PriceData.builder()
                .setCurrency("eur")
                .setUnitAmount(amount)
                .setProductData(product.build())
                .build())
        .build();
  }

  /** Fills the form in, as Ada would, and presses Pay. */
  static void pay(Browser browser, String number) {
    browser.type("email", "ada@shop.example");
    browser.type("number", number);
    browser.type("expiry", "12 / 40");
    browser.type("cvc", "123");
    browser.type("name", "Ada Lovelace");
    browser.press("Pay");
  }
}
