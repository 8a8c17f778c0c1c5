package dev.tillgate.mockpsp.browser;

import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.PaymentIntentCreateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** The handbook's pictures: {@code mvn test -Dtest=Screenshots -Dscreenshots=DIR}. */
@ExtendWith(InABrowser.class)
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class Screenshots {
  private final Receiver receiver = new Receiver();
  private final MockPsp psp =
      MockPsp.start(
          MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET),
          new SteppedClock(),
          new Random(7));
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);
  private final Browser browser;

  Screenshots(Browser browser) throws IOException {
    this.browser = browser;
  }

  @AfterEach
  void stop() {
    receiver.close();
    psp.close();
  }

  @Test
  void theLivePage() throws Exception {
    browser.window(1280, 900);
    browser.open(psp.url());
    shoot("live-empty");
    aBusyDay();
    browser.open(psp.url());
    browser.window(1280, 940);
    shoot("live");
    browser.colours("dark");
    shoot("live-dark");
    browser.colours("light");
    browser.window(375, 812);
    shoot("live-phone");
  }

  @Test
  void theDetailPages() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    browser.window(1280, 900);
    browser.open(psp.url().resolve("/intents/" + paid.getId()));
    shoot("intent");
    browser.window(1280, 300);
    browser.open(psp.url().resolve("/nothing"));
    shoot("not-found");
  }

  @Test
  void theBanksPage() throws Exception {
    PaymentIntent waiting = authenticating();
    browser.window(1280, 640);
    browser.open(URI.create(waiting.getNextAction().getRedirectToUrl().getUrl()));
    shoot("authenticate");
    browser.colours("dark");
    shoot("authenticate-dark");
    browser.colours("light");
    phone("authenticate-phone");
  }

  @Test
  void theCheckoutPage() throws Exception {
    Session session = Orders.tea(shop, "https://shop.example");
    browser.window(1280, 720);
    browser.open(URI.create(session.getUrl()));
    shoot("checkout");
    browser.colours("dark");
    shoot("checkout-dark");
    browser.colours("light");
    Orders.pay(browser, "4000 0000 0000 9995");
    browser.sees("insufficient funds");
    shoot("checkout-declined");
    browser.press("Pay");
    browser.sees("Your card number is incomplete.");
    phone("checkout-phone");
    String unused = shop.api().checkout().sessions().expire(session.getId()).getId();
    browser.window(1280, 500);
    browser.open(URI.create(session.getUrl()));
    shoot("checkout-expired");
  }

  private void aBusyDay() throws Exception {
    receiver.answers(200, 200, 200, 500);
    String unused = shop.pay("pm_card_visa").getId();
    try {
      unused = shop.pay("pm_card_visa_chargeDeclinedInsufficientFunds").getId();
    } catch (com.stripe.exception.CardException expected) {
      unused = expected.getCode();
    }
    var unusedClock = wire.control("clock", "{\"advance\":\"PT45M\"}");
    receiver.answers(500, 500);
    unused = authenticating().getId();
    unused =
        shop.api()
            .paymentIntents()
            .create(
                Shop.order()
                    .setAmount(250_000L)
                    .setCurrency("jpy")
                    .addPaymentMethodType("us_bank_account")
                    .putMetadata("order_id", "ord_3")
                    .setPaymentMethod("pm_usBankAccount_success")
                    .setConfirm(true)
                    .build())
            .getId();
    var unusedFault =
        wire.control(
            "faults",
            "{\"match\":{\"method\":\"POST\",\"path\":\"/v1/refunds\"},\"do\":\"reset\",\"when\":\"after\",\"times\":3}");
    receiver.next("payment_intent.processing");
  }

  private PaymentIntent authenticating() throws Exception {
    return shop.api()
        .paymentIntents()
        .create(
            PaymentIntentCreateParams.builder()
                .setAmount(7490L)
                .setCurrency("eur")
                .addPaymentMethodType("card")
                .setDescription("Tea pot and two cups")
                .putMetadata("order_id", "ord_2")
                .setPaymentMethod("pm_card_threeDSecure2Required")
                .setConfirm(true)
                .setReturnUrl("https://shop.example/back")
                .build());
  }

  private void phone(String name) throws IOException {
    browser.window(375, 812);
    Object height = browser.script("return document.documentElement.scrollHeight");
    browser.window(375, Math.min(2000, ((Number) height).intValue()));
    shoot(name);
  }

  /** Through a picture in memory, so that the file says nothing of where it was taken. */
  private void shoot(String name) throws IOException {
    Path folder = Path.of(System.getProperty("screenshots"));
    Files.createDirectories(folder);
    var picture = ImageIO.read(new ByteArrayInputStream(browser.picture()));
    ImageIO.write(picture, "png", folder.resolve("mock-psp-" + name + ".png").toFile());
  }
}
