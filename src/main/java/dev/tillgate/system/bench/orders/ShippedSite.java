package dev.tillgate.system.bench.orders;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.mockpsp.client.MockPspClient;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The gateway as it ships, in a process of its own, with provider and subscriber beside it. */
final class ShippedSite implements Site {
  /** What the checkouts ask for. */
  static final String SKU = "tea";

  // What the handbook has an endpoint at the provider ask for, as far as nobody refunds.
  private static final List<String> NEWS =
      List.of(
          "payment_intent.succeeded",
          "payment_intent.payment_failed",
          "payment_intent.canceled",
          "payment_intent.processing",
          "payment_intent.requires_action",
          "payment_intent.amount_capturable_updated");

  private static final int HEAP_MEBIBYTES = 256;
  private static final String ORDER_ID = "order_id";
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final int STOCK = 10_000_000;

  private final Told told = new Told();
  private final Wiring wiring;
  private final Tap tap;
  private final MockPsp psp;
  private final Server gateway;

  private ShippedSite(Wiring wiring, Function<Wiring, Server> starting) {
    this.wiring = wiring;
    tap = Tap.before(wiring.gatewayUrl());
    psp = MockPsp.start(wiring.forgetfulPsp(tap.url(wiring.callbackUrl()), NEWS));
    gateway = starting.apply(wiring);
  }

  /** With its store in a file in that directory. */
  static ShippedSite in(Path directory) {
    return open(directory, wiring -> Server.busyGateway(wiring, HEAP_MEBIBYTES));
  }

  /** The same, but its JVM writes what it learns to that file when it is stopped. */
  static ShippedSite learning(Path directory, Path cache) {
    return open(directory, wiring -> Server.learning(wiring, cache));
  }

  private static ShippedSite open(Path directory, Function<Wiring, Server> starting) {
    ShippedSite site = new ShippedSite(Wiring.onFreePorts(directory, Patience.USUAL), starting);
    Shop shop = new Shop(new HttpClient(site.url(), Wiring.API_KEY), () -> "unused");
    shop.offer(SKU, "Tea", 1_250, STOCK);
    String unused = shop.subscribe(site.told.url(), "order.confirmed");
    return site;
  }

  /** Ends the gateway as an operator does. */
  void stop() throws InterruptedException {
    gateway.terminate();
    int unused = gateway.exitStatus(STOP);
  }

  /** How often the provider took money, and for how many orders. */
  Charges charges() {
    List<Ledger.Intent> paid =
        MockPspClient.at(wiring.pspUrl()).ledger().intents().stream()
            .filter(intent -> intent.captured() > 0)
            .toList();
    long orders = paid.stream().map(intent -> intent.metadata().get(ORDER_ID)).distinct().count();
    return new Charges(paid.stream().mapToInt(Ledger.Intent::charges).sum(), orders);
  }

  /** What the provider did. */
  record Charges(int made, long orders) {}

  @Override
  public URI url() {
    return wiring.gatewayUrl();
  }

  @Override
  public long pid() {
    return gateway.pid();
  }

  @Override
  public int told() {
    return told.count();
  }

  @Override
  public List<Long> acknowledgements() {
    return tap.take();
  }

  @Override
  public void close() throws InterruptedException {
    gateway.close();
    psp.close();
    tap.close();
    told.close();
  }
}
