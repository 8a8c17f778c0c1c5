package dev.tillgate.system.storm;

import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.gateway.verify.Report;
import dev.tillgate.gateway.verify.StripeBooks;
import dev.tillgate.gateway.verify.Verification;
import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Provider;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Thousands of orders through the processes as they ship, while the provider's callbacks and
 * answers are lost and the gateway is killed; then, when everything is quiet, the books.
 */
public final class Storm {
  static final String TEA = "tea-green";
  private static final int PRICE = 1_299;
  private static final int PIECES_PER_ORDER = 3;
  private static final Duration SHOPPERS_PATIENCE = Duration.ofSeconds(90);

  private final Shape shape;
  private final Nodes nodes;
  private final Plan plan;
  private final Wiring wiring;
  private final Consumer<String> out;
  private final Receipts receipts = new Receipts();
  private final Persistence persistence;

  /**
   * A storm that has not begun.
   *
   * @param wiring with a directory that the store is left in
   * @param out is told how it goes, line by line
   */
  public Storm(Shape shape, Nodes nodes, Wiring wiring, Consumer<String> out) {
    this.shape = shape;
    this.nodes = nodes;
    this.plan = Plan.of(shape);
    // Whoever leads may die again and again meanwhile, and is missed for its lease each time.
    this.persistence = new Persistence(SHOPPERS_PATIENCE.plus(nodes.pause()));
    this.wiring = wiring;
    this.out = out;
  }

  /** Lets it rage, waits for quiet, and compares the books. */
  public Outcome run() throws InterruptedException {
    Progress progress = new Progress(out);
    Provider provider = Provider.of(wiring);
    try (Server psp = Server.mockPsp(wiring);
        Fleet fleet = new Fleet(wiring, nodes, shape.orderTtl());
        Subscriber subscriber = Subscriber.start()) {
      open(subscriber);
      Weather weather = new Weather(provider);
      weather.begin(plan.weatherSeed());
      rage(fleet, provider, progress);
      Quiet quiet = quiet();
      Report report = quiet.await(shape.patience(), progress::say);
      HttpClient.hangUp(); // Meanwhile the servers have closed what lay idle.
      Ledger ledger = provider.psp().ledger();
      return new Outcome(
          report,
          quiet.left(report),
          new Judgement(shape, nodes.cuts(fleet.kills()), receipts).of(shop(), ledger, subscriber),
          new Toll(
              progress.elapsed(),
              fleet.kills(),
              persistence.repeats(),
              Toll.charges(ledger),
              Toll.duplicates(Server.log(wiring)),
              weather.toll()));
    }
  }

  private void open(Subscriber subscriber) {
    shop().offer(TEA, "Green tea", PRICE, shape.orders() * PIECES_PER_ORDER);
    String unused = shop().subscribe(subscriber.url(), "*");
  }

  private void rage(Fleet fleet, Provider provider, Progress progress) throws InterruptedException {
    Shopper shopper =
        new Shopper(shop(), provider.psp(), persistence, new Semaphore(shape.clients()), receipts);
    Thread crowd =
        Thread.startVirtualThread(() -> new Crowd(shopper, shape.rate()).visit(plan.visits()));
    try (var ticker = progress.every(() -> said(fleet))) {
      fleet.suffer(plan.kills(), course(crowd), shape.orders());
      crowd.join();
      var unused = ticker.shutdownNow();
    }
  }

  private Fleet.Course course(Thread crowd) {
    return new Fleet.Course() {
      @Override
      public int accepted() {
        return receipts.count();
      }

      @Override
      public boolean isOver() {
        return !crowd.isAlive();
      }
    };
  }

  private String said(Fleet fleet) {
    return "%d of %d orders accepted, %d kills"
        .formatted(receipts.count(), shape.orders(), fleet.kills());
  }

  private Quiet quiet() {
    return new Quiet(
        new Verification(Stores.snapshot(wiring.store()), Clock.systemUTC()),
        new StripeBooks(wiring.pspUrl(), Wiring.PSP_KEY),
        shape.seesOrdersExpire());
  }

  /** Every key of the shoppers is planned. */
  private Shop shop() {
    return new Shop(new HttpClient(wiring.gatewayUrl(), Wiring.API_KEY), () -> "unused");
  }
}
