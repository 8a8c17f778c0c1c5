package dev.tillgate.mockpsp.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody watches the live page and presses its buttons. */
@ExtendWith(InABrowser.class)
class LiveBrowserTest {
  private final MockPsp psp =
      MockPsp.start(
          MockPspSettings.inMemory()
              .withCallback(URI.create("http://127.0.0.1:9/nobody"), Receiver.SECRET));
  private final Shop shop = new Shop(psp);
  private final Browser browser;

  LiveBrowserTest(Browser browser) {
    this.browser = browser;
  }

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void aNewPaymentShowsWithoutReloading() throws Exception {
    browser.open(psp.url());
    Object unused = browser.script("window.stillThere = true");
    browser.sees("No payment yet.");

    String id = shop.pay("pm_card_visa").getId();
    browser.sees("payment_intent.succeeded");

    assertThat(browser.has("//a[@href='/intents/" + id + "']")).isTrue();
    assertThat(browser.text()).contains("€10.99", "ord_1", "1 payment, 3 events, 0 faults");
    assertThat(browser.script("return window.stillThere")).isEqualTo(true);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aButtonCompletesAPaymentWithAndWithoutScripts(boolean scripts) throws Exception {
    browser.scripts(scripts);
    String id = shop.pay("pm_card_threeDSecure2Required").getId();
    browser.open(psp.url());

    browser.press("Complete");
    browser.sees("succeeded");

    assertThat(shop.api().paymentIntents().retrieve(id).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void theClockMovesAndFaultsComeAndGo() {
    browser.open(psp.url());

    browser.press("+1 day");
    browser.sees("1 d ahead of real time");
    browser.fold("Add a fault");
    browser.press("Add fault");
    browser.sees("answer 500 before the effect");
    browser.press("Remove");

    browser.sees("None: every request is answered");
  }

  @Test
  void callbacksAreBrokenAndMended() {
    browser.open(psp.url());

    browser.fold("Break callbacks");
    browser.press("Break callbacks");
    browser.sees("callbacks: duplicate 1");
    browser.press("Remove");

    browser.sees("None: every request is answered");
  }

  @Test
  void aPaymentAndAnEventHaveTheirPages() throws Exception {
    String id = shop.pay("pm_card_visa").getId();
    browser.open(psp.url());

    browser.follow(id);
    browser.sees("What happened");
    browser.follow("charge.succeeded");

    browser.sees("http://127.0.0.1:9/nobody");
    assertThat(browser.text()).contains("As the API shows it", "\"type\" : \"charge.succeeded\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/intents/", "/events/", "/nothing"})
  void nothingIsWiderThanAPhone(String page) throws Exception {
    browser.window(375, 812);
    String intent = shop.pay("pm_card_threeDSecure2Required").getId();
    assertThatThrownBy(() -> shop.pay("pm_card_chargeDeclinedExpiredCard"))
        .isInstanceOf(CardException.class);
    String event = shop.api().events().list().getData().getFirst().getId();

    browser.open(
        psp.url()
            .resolve(
                page.replace("/intents/", "/intents/" + intent)
                    .replace("/events/", "/events/" + event)));

    assertThat(browser.contentWidth()).isEqualTo(375);
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 1000, 800})
  void noTableIsCutOff(int width) throws Exception {
    browser.window(width, 900);
    String unused = shop.pay("pm_card_threeDSecure2Required").getId();
    assertThatThrownBy(() -> shop.pay("pm_card_chargeDeclinedExpiredCard"))
        .isInstanceOf(CardException.class);
    browser.open(psp.url());

    assertThat(
            browser.script(
                "return [...document.querySelectorAll('.rows')].map(table => table.parentElement)"
                    + ".every(box => box.scrollWidth <= box.clientWidth)"))
        .isEqualTo(true);
  }

  @Test
  void darkIsAnotherColour() {
    String background = "return getComputedStyle(document.body).backgroundColor";
    browser.open(psp.url());
    Object light = browser.script(background);

    browser.colours("dark");

    assertThat(browser.script(background)).isNotEqualTo(light);
  }

  @Test
  void aPageThatIsNotThereSaysSo() {
    browser.open(psp.url().resolve("/nothing"));

    browser.sees("There is no page at /nothing.");
  }
}
