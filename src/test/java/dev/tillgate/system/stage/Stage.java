package dev.tillgate.system.stage;

import dev.tillgate.gateway.Gateway;
import dev.tillgate.mockpsp.client.MockPspControl;
import dev.tillgate.mockpsp.junit.MockPspExtension;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Playground;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Provider;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.playground.Wiring;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh gateway and provider for each test, in this JVM, as they ship, with a product on the
 * shelf. A test that stops one of them starts it again on the same address and the same data.
 */
public final class Stage implements BeforeEachCallback, AfterEachCallback {
  /** Long enough for a slow machine; a wait that succeeds is never this long. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  public static final String TEA = "tea";
  public static final int PRICE = 1_299;
  public static final int STOCK = 1_000;

  private static final Patience SHORT =
      new Patience(List.of(Duration.ofMillis(200)), Duration.ofSeconds(1), 0.05);

  // The provider is asked about no payment by itself: only what it says counts.
  private static final Patience LONG =
      new Patience(List.of(Duration.ofMillis(200)), Duration.ofHours(1), 0.05);

  // Orders run out of time while the test looks on.
  private static final Patience HURRIED =
      new Patience(
          List.of(Duration.ofMillis(200)), Duration.ofSeconds(1), 0.05, Duration.ofSeconds(8));

  private final boolean gatewayHere;
  private final boolean onPostgres;
  private final Patience patience;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private Scratch scratch;
  private Wiring wiring;
  private MockPspExtension psp;
  private Gateway gateway;

  private Stage(boolean gatewayHere, Patience patience) {
    this(gatewayHere, false, patience);
  }

  private Stage(boolean gatewayHere, boolean onPostgres, Patience patience) {
    this.gatewayHere = gatewayHere;
    this.onPostgres = onPostgres;
    this.patience = patience;
  }

  /** Both run in this JVM. */
  public static Stage whole() {
    return new Stage(true, SHORT);
  }

  /** Both run in this JVM, and a payment may be silent for an hour before it is asked about. */
  public static Stage patient() {
    return new Stage(true, LONG);
  }

  /** Both run in this JVM, and an order has eight seconds to be paid. */
  public static Stage hurried() {
    return new Stage(true, HURRIED);
  }

  /** Both run in this JVM, and wait as long as in production. */
  public static Stage asInProduction() {
    return new Stage(true, Patience.USUAL);
  }

  /** The provider runs in this JVM; the test runs the gateway as a process of its own. */
  public static Stage withoutGateway() {
    return new Stage(false, SHORT);
  }

  /**
   * The provider runs in this JVM; the test starts gateways on one PostgreSQL database. A payment
   * may be silent for an hour before it is asked about.
   */
  public static Stage forNodes() {
    return new Stage(false, true, LONG);
  }

  /** The same, and a payment may be silent for a second. */
  public static Stage forHastyNodes() {
    return new Stage(false, true, SHORT);
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    scratch = Scratch.make("tillgate-test-");
    Wiring fresh = Wiring.onFreePorts(scratch.directory(), patience);
    wiring = onPostgres ? fresh.on(Postgres.freshDatabase()) : Postgres.ifAsked(fresh);
    psp = MockPspExtension.with(wiring.psp());
    psp.beforeEach(context);
    if (gatewayHere) {
      startGateway();
      fillShelf();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    stopGateway();
    psp.afterEach(context);
    HttpClient.hangUp();
    scratch.delete();
  }

  /** Puts the product on the shelf. */
  public void fillShelf() {
    shop().offer(TEA, "Green tea", PRICE, STOCK);
  }

  /** Brings the provider back, with everything it knew. */
  public void startPsp() {
    psp.start();
  }

  /** Stops the provider: it cannot be reached from now on. */
  public void stopPsp() {
    psp.stop();
    HttpClient.hangUp();
  }

  public void startGateway() {
    gateway = Playground.startGateway(wiring);
  }

  /** Starts another one on the same store, which the provider does not call; returns where. */
  public Wiring startAnotherGateway() {
    Wiring another = wiring.at(Ports.free());
    closeLater(Playground.startGateway(another));
    return another;
  }

  /** Stops the gateway of this JVM, if it runs. */
  public void stopGateway() {
    if (gateway != null) {
      gateway.close();
      gateway = null;
      HttpClient.hangUp();
    }
  }

  /** Closes it after the test, before gateway and provider. */
  public <T extends AutoCloseable> T closeLater(T closeable) {
    open.push(closeable);
    return closeable;
  }

  public Wiring wiring() {
    return wiring;
  }

  /** From now on a gateway that is started has its store in a new, empty PostgreSQL database. */
  public void changeToPostgres() {
    wiring = wiring.on(Postgres.freshDatabase());
  }

  public Shop shop() {
    return shop(wiring);
  }

  /** The shop, served by that gateway. */
  public Shop shop(Wiring at) {
    return new Shop(
        new HttpClient(at.gatewayUrl(), Wiring.API_KEY), () -> UUID.randomUUID().toString());
  }

  public Provider provider() {
    return Provider.of(wiring);
  }

  /** The provider's books and faults, and what its shoppers and banks do. */
  public MockPspControl psp() {
    return psp;
  }

  /** Somebody at the provider who does things without the gateway. */
  public Dashboard dashboard() {
    return new Dashboard(wiring);
  }

  /** The books of everybody, to compare. */
  public Books books() {
    return new Books(shop(), psp, wiring);
  }

  /** A subscriber to everything that does as told. */
  public Subscriber subscriber(Subscriber.Behaviour behaviour) {
    Subscriber subscriber = closeLater(Subscriber.start(behaviour));
    shop().subscribe(subscriber.url(), "order.*");
    return subscriber;
  }
}
