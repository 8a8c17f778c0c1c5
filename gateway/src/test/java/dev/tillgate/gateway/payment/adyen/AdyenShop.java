package dev.tillgate.gateway.payment.adyen;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.PaymentSettings;
import dev.tillgate.gateway.payment.callback.CallbackRoutes;
import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.Callbacks;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.platform.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link Shop} whose payment provider is Adyen, with its callback route on a real socket. */
final class AdyenShop implements AutoCloseable {
  final Shop shop;
  private final WireMockServer adyen =
      new WireMockServer(WireMockConfiguration.wireMockConfig().dynamicPort());
  private final CountDownLatch called = new CountDownLatch(1);
  private final AdyenPsp psp;
  private final PaymentFlow payments;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  AdyenShop(Path directory, String result) {
    shop = new Shop(directory);
    adyen.stubFor(
        post("/v71/payments")
            .willReturn(okJson("{\"pspReference\":\"993617895204576J\"," + result + "}")));
    adyen.addMockServiceRequestListener((request, response) -> called.countDown());
    adyen.start();
    psp =
        new AdyenPsp(
            new AdyenSettings(
                URI.create(adyen.baseUrl()), "AQE_key", "ShopECOM", false, Duration.ofSeconds(5)));
    payments =
        new PaymentFlow(
            shop.database,
            shop.orders,
            psp,
            new PaymentSettings(
                Duration.ofMinutes(1), Duration.ofSeconds(10), 1, false, LateSuccess.REFUND),
            shop.ambient);
    server =
        HttpServer.start("127.0.0.1", 0, shop.metrics, List.of(new CallbackRoutes(callbacks())));
  }

  private Callbacks callbacks() {
    return new Callbacks(
        shop.database,
        new Callbacks.Sources(
            List.of(
                new Callbacks.Configured(
                    new AdyenCallbacks(Schemes.adyen(), false),
                    List.of(CallbackSecret.parse(AdyenItem.KEY)))),
            List.of()),
        new Callbacks.Effects(payments, shop.orders, shop.webhooks.outbox()),
        shop.ambient,
        shop.metrics);
  }

  /** An order whose payment has been sent to Adyen and answered; Adyen is not called again. */
  Payment pay() throws InterruptedException {
    Order order = shop.order(1);
    Payment payment =
        shop.database.write(
            tx -> payments.payments().start(tx, order, "M5N7TQ4TG5PFWR50", Optional.empty()));
    if (!called.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("Adyen was not called");
    }
    payments.close(); // Returns when the call that runs has been settled.
    return now(payment);
  }

  Payment now(Payment payment) {
    return shop.database.read(tx -> payments.payments().find(tx, payment.id())).orElseThrow();
  }

  HttpResponse<String> callback(String body) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.url().resolve("/v1/callbacks/adyen"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  int inboxRows() {
    return shop.database.read(
        tx -> tx.query("SELECT count(*) FROM callbacks").mapTo(Integer.class).one());
  }

  List<String> events(OrderId order) {
    return shop.events(order);
  }

  @Override
  public void close() throws Exception {
    http.close();
    server.close();
    payments.close();
    psp.close();
    adyen.stop();
    shop.close();
  }
}
