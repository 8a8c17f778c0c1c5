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
import java.util.List;

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
  private static final int STOCK = 10_000_000;

  private final Told told = new Told();
  private final Wiring wiring;
  private final Tap tap;
  private final MockPsp psp;
  private final Server gateway;

  private ShippedSite(Wiring wiring) {
    this.wiring = wiring;
    tap = Tap.before(wiring.gatewayUrl());
    psp = MockPsp.start(wiring.forgetfulPsp(tap.url(wiring.callbackUrl()), NEWS));
    gateway = Server.busyGateway(wiring, HEAP_MEBIBYTES);
  }

  /** With its store in a file in that directory. */
  static ShippedSite in(Path directory) {
    ShippedSite site = new ShippedSite(Wiring.onFreePorts(directory, Patience.USUAL));
    Shop shop = new Shop(new HttpClient(site.url(), Wiring.API_KEY), () -> "unused");
    shop.offer(SKU, "Tea", 1_250, STOCK);
    String unused = shop.subscribe(site.told.url(), "order.confirmed");
    return site;
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
