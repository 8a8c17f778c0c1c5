package dev.tillgate.mockpsp.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.checkout.Session;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shopper with a browser on the hosted Checkout page. */
@ExtendWith(InABrowser.class)
class CheckoutBrowserTest {
  private static final String AUTHENTICATED = "4000 0000 0000 3220";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);
  private final ShopSite site;
  private final Browser browser;

  CheckoutBrowserTest(Browser browser) throws Exception {
    this.browser = browser;
    this.site = new ShopSite();
  }

  @AfterEach
  void stop() {
    site.close();
    psp.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTestCardPaysWithAndWithoutScripts(boolean scripts) throws Exception {
    browser.scripts(scripts);
    Session session = open();

    pay("4242 4242 4242 4242");

    assertThat(browser.at(site.url("/thanks"))).endsWith("?session=" + session.getId());
    assertThat(retrieve(session).getPaymentStatus()).isEqualTo("paid");
  }

  @Test
  void aDeclinedShopperIsToldAndPaysWithAnotherCard() throws Exception {
    Session session = open();

    pay("4000 0000 0000 9995");
    browser.sees("Your card has insufficient funds.");
    pay("4242424242424242");

    assertThat(browser.at(site.url("/thanks"))).contains(session.getId());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theBankIsAskedAndTheShopperComesBackPaid(boolean scripts) throws Exception {
    browser.scripts(scripts);
    Session session = open();

    pay(AUTHENTICATED);
    browser.sees("Your bank asks whether this payment is yours.");
    browser.press("Complete");

    assertThat(browser.at(site.url("/thanks"))).contains(session.getId());
  }

  @Test
  void whoFailsAtTheBankIsBackAtTheForm() throws Exception {
    Session session = open();

    pay(AUTHENTICATED);
    browser.press("Fail");
    browser.sees("We are unable to authenticate your payment method.");

    assertThat(retrieve(session).getStatus()).isEqualTo("open");
  }

  @Test
  void whatIsWrongIsSaidBesideItsField() throws Exception {
    Session unused = open();

    browser.type("number", "4242 4242 4242 4241");
    browser.type("expiry", "01/20");
    browser.type("cvc", "1");
    browser.press("Pay");

    browser.sees("Your card number is invalid.");
    assertThat(browser.text())
        .contains("Your card's expiration date is in the past.")
        .contains("Your card's security code is incomplete.")
        .contains("Enter your e-mail address.");
    assertThat(browser.find("//input[@id='number']").getDomAttribute("aria-invalid"))
        .isEqualTo("true");
    assertThat(browser.find("//input[@id='number']").getDomAttribute("value")).isEmpty();
  }

  @Test
  void backLeadsToTheShop() throws Exception {
    Session unused = open();

    browser.follow("Back");

    assertThat(browser.at(site.url("/cart"))).isNotEmpty();
  }

  @Test
  void nothingIsWiderThanAPhone() throws Exception {
    browser.window(375, 812);
    Session unused = open();

    assertThat(browser.contentWidth()).isEqualTo(375);
  }

  private Session open() throws Exception {
    Session session = Orders.tea(shop, site.url(""));
    browser.open(URI.create(session.getUrl()));
    return session;
  }

  private void pay(String number) {
    Orders.pay(browser, number);
  }

  private Session retrieve(Session session) throws Exception {
    return shop.api().checkout().sessions().retrieve(session.getId());
  }
}
