package dev.tillgate.mockpsp.live;

import static dev.tillgate.mockpsp.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.PaymentIntent;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.page.WellFormed;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The live page and its forms, without a browser. */
class LivePageTest {
  private final Receiver receiver;
  private final MockPsp psp;
  private final Shop shop;
  private final Wire wire;

  LivePageTest() throws Exception {
    receiver = new Receiver();
    psp =
        MockPsp.start(
            MockPspSettings.inMemory().withCallback(receiver.url(), Receiver.SECRET),
            new SteppedClock(),
            new Random(1));
    shop = new Shop(psp);
    wire = new Wire(psp);
  }

  @AfterEach
  void stop() {
    psp.close();
    receiver.close();
  }

  @Test
  void everyPageIsWellFormedAndMayRunNothingButOurScript() throws Exception {
    String intent = waiting().getId();
    String event = shop.api().events().list().getData().getFirst().getId();

    for (String path : List.of("/", "/intents/" + intent, "/events/" + event, "/nothing")) {
      HttpResponse<String> page = page(path);
      assertThat(WellFormed.checked(page.body())).contains("Test mode");
      assertThat(header(page, "Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'")
          .doesNotContain("unsafe-inline");
    }
  }

  @Test
  void thePageShowsPaymentsEventsCallbacksFaultsAndEndpoints() throws Exception {
    String intent = waiting().getId();
    receiver.next("payment_intent.requires_action");
    post("/live/faults", "kind=status+after&path=/v1/**&times=2");

    assertThat(page("/").body())
        .contains(intent, "€10.99", "requires_action", "ord_1", "pm_card_threeDSecure2Required")
        .contains("payment_intent.created", receiver.url().toString(), "every event")
        .contains("answer 500 after the effect", "POST /v1/**", "0 broken, 2 to go");
  }

  @Test
  void theButtonsOfAPaymentDecideForShopperAndBank() throws Exception {
    String shopper = waiting().getId();
    String bank = fromAccount().getId();

    HttpResponse<String> pressed =
        post("/live/intents/" + shopper + "/authenticate", "result=fail");
    post("/live/intents/" + bank + "/settle", "result=succeed");

    assertThat(pressed.statusCode()).isEqualTo(303);
    assertThat(header(pressed, "Location")).isEqualTo("/");
    assertThat(status(shopper)).isEqualTo("requires_payment_method");
    assertThat(status(bank)).isEqualTo("succeeded");
    assertThat(post("/live/intents/" + bank + "/settle", "").statusCode()).isEqualTo(400);
  }

  @Test
  void theClockIsAdvancedAnEventResentAndEverythingForgotten() throws Exception {
    waiting();
    String event = shop.api().events().list().getData().getFirst().getId();
    receiver.next("payment_intent.requires_action");

    post("/live/clock", "advance=P1D");
    post("/live/events/" + event + "/resend", "");
    receiver.next("payment_intent.requires_action");

    assertThat(page("/").body()).contains("1 d ahead of real time");
    post("/live/reset", "");
    assertThat(page("/").body()).contains("No payment yet.", "Real time");
  }

  @Test
  void faultsAreAddedAndRemoved() throws Exception {
    post("/live/faults", "kind=reset+before&path=/v1/refunds&times=");
    post("/live/callbacks", "kind=drop");
    String id = wire.control("faults").at("/faults/0/id").asString();
    String broken = page("/").body();
    post("/live/faults/" + id + "/delete", "");
    post("/live/faults/callbacks/delete", "");

    assertThat(broken).contains("reset before the effect", "callbacks: drop 1");
    assertThat(page("/").body()).contains("None: every request is answered");
    assertThat(post("/live/faults", "kind=nonsense").statusCode()).isEqualTo(400);
    assertThat(post("/live/faults", "kind=hang+after&times=many").statusCode()).isEqualTo(400);
    assertThat(post("/live/callbacks", "kind=nonsense").statusCode()).isEqualTo(400);
  }

  @Test
  void otherSitesPressNothing() throws Exception {
    String intent = waiting().getId();

    for (String path : List.of("/live/reset", "/_mock/reset")) {
      HttpRequest.Builder foreign = form(path, "").header("Origin", "https://evil.example");
      assertThat(wire.send(foreign).statusCode()).isEqualTo(403);
    }

    assertThat(status(intent)).isEqualTo("requires_action");
  }

  @Test
  void withoutFaultsThePageOnlyShows() throws Exception {
    MockPspSettings settings =
        new MockPspSettings(
            "127.0.0.1",
            0,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            1.0,
            false,
            OptionalLong.empty());
    try (MockPsp plain = MockPsp.start(settings)) {
      HttpRequest.Builder page = HttpRequest.newBuilder(plain.url().resolve("/"));
      HttpRequest.Builder reset =
          HttpRequest.newBuilder(plain.url().resolve("/live/reset"))
              .POST(BodyPublishers.ofString(""));

      assertThat(wire.send(page).body()).contains("No payment yet.").doesNotContain("<button");
      assertThat(wire.send(reset).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void whatIsNotThereIsAPageForABrowserAndAnErrorForALibrary() throws Exception {
    assertThat(page("/nothing").body()).contains("There is no page at /nothing.");
    assertThat(wire.get("/nothing").body()).startsWith("{\"error\":");
    assertThat(page("/intents/pi_none").statusCode()).isEqualTo(404);
    assertThat(page("/events/evt_none").statusCode()).isEqualTo(404);
    assertThat(page("/assets/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void theFilesOfPagesAreServedFromTheJar() throws Exception {
    assertThat(header(page("/assets/page.css"), "Content-Type")).startsWith("text/css");
    assertThat(header(page("/assets/live.js"), "Content-Type")).startsWith("text/javascript");
    assertThat(header(page("/assets/icon.svg"), "Content-Type")).startsWith("image/svg+xml");
  }

  private PaymentIntent waiting() throws Exception {
    return shop.pay("pm_card_threeDSecure2Required");
  }

  private PaymentIntent fromAccount() throws Exception {
    return shop.api()
        .paymentIntents()
        .create(
            Shop.order()
                .addPaymentMethodType("us_bank_account")
                .setPaymentMethod("pm_usBankAccount_success")
                .setConfirm(true)
                .build());
  }

  private String status(String intent) throws Exception {
    return shop.api().paymentIntents().retrieve(intent).getStatus();
  }

  private HttpResponse<String> page(String path) throws Exception {
    return wire.send(
        HttpRequest.newBuilder(psp.url().resolve(path)).header("Accept", "text/html,*/*"));
  }

  private HttpResponse<String> post(String path, String form) throws Exception {
    return wire.send(form(path, form));
  }

  private HttpRequest.Builder form(String path, String form) {
    return HttpRequest.newBuilder(psp.url().resolve(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }
}
