package dev.tillgate.system.playground;

import dev.tillgate.gateway.Gateway;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.mockpsp.MockPsp;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/** A running gateway and a running provider, in this JVM, as they ship. */
public final class Playground implements AutoCloseable {
  private final Wiring wiring;
  private final MockPsp psp;
  private final Gateway gateway;

  private Playground(Wiring wiring, MockPsp psp, Gateway gateway) {
    this.wiring = wiring;
    this.psp = psp;
    this.gateway = gateway;
  }

  /**
   * Starts both; returns when both serve.
   *
   * @throws dev.tillgate.gateway.platform.store.DataHeldException when another process has the data
   */
  public static Playground start(Wiring wiring) {
    // The provider first: a gateway takes up at once what it left undone.
    MockPsp psp = MockPsp.start(wiring.psp());
    try {
      return new Playground(wiring, psp, startGateway(wiring));
    } catch (RuntimeException e) {
      psp.close();
      throw e;
    }
  }

  /** Starts the gateway alone. */
  public static Gateway startGateway(Wiring wiring) {
    Ambient ambient = new Ambient(Clock.systemUTC(), new SecureRandom());
    return Gateway.start(wiring.gateway(), ambient, Playground::halt);
  }

  private static void halt(String reason, Throwable cause) {
    System.err.println("tillgate: the store failed, the next start decides: " + reason);
    Runtime.getRuntime().halt(Halt.EXIT_STATUS);
  }

  public Wiring wiring() {
    return wiring;
  }

  /**
   * The shop's side of the gateway.
   *
   * @param keys a new idempotency key for each purchase
   */
  public Shop shop(Supplier<String> keys) {
    return new Shop(new HttpClient(wiring.gatewayUrl(), Wiring.API_KEY), keys);
  }

  /** The provider's side. */
  public Provider provider() {
    return Provider.of(wiring);
  }

  /** Stops the gateway, then the provider; nothing that was answered is lost. */
  @Override
  public void close() {
    gateway.close();
    psp.close();
  }
}
