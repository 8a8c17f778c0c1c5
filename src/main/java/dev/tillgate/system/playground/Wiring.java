package dev.tillgate.system.playground;

import dev.tillgate.gateway.Settings;
import dev.tillgate.gateway.payment.LateSuccess;
import dev.tillgate.gateway.payment.callback.CallbackSecret;
import dev.tillgate.gateway.payment.callback.Signatory;
import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.mockpsp.MockPspSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a gateway and a provider on this machine find and trust each other. Keys and secrets are
 * fixed and public: everything listens on the loopback address only.
 *
 * @param port the gateway's
 * @param pspPort the provider's
 * @param data the directory of both, {@code gateway} and {@code mock-psp} in it
 * @param databaseUrl the gateway's PostgreSQL database, instead of a file in its directory
 */
public record Wiring(
    int port, int pspPort, Path data, Patience patience, Optional<String> databaseUrl) {
  /** The gateway's admin key. */
  public static final String API_KEY = "tg_dev_0123456789abcdefghijklmn";

  /** The provider's secret key. */
  public static final String PSP_KEY = "sk_test_for_this_machine_only";

  /** What the provider signs its callbacks with. */
  public static final String CALLBACK_SECRET = "whsec_for_this_machine_only";

  /** What GitHub would sign the callbacks with that are passed on. */
  public static final String GITHUB_SECRET = "ghsec_for_this_machine_only";

  private static final String HOST = "127.0.0.1";
  private static final Duration CALLBACK_TOLERANCE = Duration.ofMinutes(5);
  private static final Duration PSP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration BACKFILL_EVERY = Duration.ofMinutes(5);
  private static final Duration RETRY_FOR = Duration.ofDays(30);
  private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

  /** With the gateway's store in a file. */
  public Wiring(int port, int pspPort, Path data, Patience patience) {
    this(port, pspPort, data, patience, Optional.empty());
  }

  /** On two free ports. */
  public static Wiring onFreePorts(Path data, Patience patience) {
    return new Wiring(Ports.free(), Ports.free(), data, patience);
  }

  /** Where the gateway serves. */
  public URI gatewayUrl() {
    return URI.create("http://" + HOST + ":" + port);
  }

  /** Where the provider serves. */
  public URI pspUrl() {
    return URI.create("http://" + HOST + ":" + pspPort);
  }

  /** Where the provider sends its callbacks. */
  public URI callbackUrl() {
    return gatewayUrl().resolve("/v1/callbacks/stripe");
  }

  /** Where the gateway keeps its store. */
  public Path gatewayData() {
    return data.resolve("gateway");
  }

  /** The same for another gateway on the same store. */
  public Wiring at(int otherPort) {
    return new Wiring(otherPort, pspPort, data, patience, databaseUrl);
  }

  /** The same with the gateway's store in that PostgreSQL database. */
  public Wiring on(String database) {
    return new Wiring(port, pspPort, data, patience, Optional.of(database));
  }

  /** Where the gateway's store is. */
  public StorePlace store() {
    return new StorePlace(gatewayData(), databaseUrl, false);
  }

  /** The gateway's settings. */
  public Settings gateway() {
    return new Settings(
        new Settings.Http(HOST, port),
        Settings.Data.of(store()),
        provider(),
        new Settings.Selling(patience.orderTimeToLive(), LateSuccess.REFUND, 0),
        new Settings.Outgoing(patience.retryWaits(), RETRY_FOR, DELIVERY_TIMEOUT, true),
        Settings.Node.withKey(API_KEY));
  }

  private Settings.Provider provider() {
    return new Settings.Provider(
        pspUrl(),
        PSP_KEY,
        new Settings.Callbacks(
            List.of(CallbackSecret.parse(CALLBACK_SECRET)), CALLBACK_TOLERANCE, List.of(gitHub())),
        PSP_TIMEOUT,
        patience.reconcileAfter(),
        BACKFILL_EVERY);
  }

  /** A source whose callbacks are passed on to the shop's endpoints. */
  private static Signatory gitHub() {
    List<CallbackSecret> secrets = List.of(CallbackSecret.parse(GITHUB_SECRET));
    return new Signatory("github", Schemes.gitHub(), secrets, Optional.empty());
  }

  /** The provider's settings. */
  public MockPspSettings psp() {
    return forgetfulPsp(callbackUrl(), List.of("*")).withData(data.resolve("mock-psp"));
  }

  /**
   * The settings of a provider that keeps its books in memory, and takes little of a machine.
   *
   * @param callbacks where it calls back: the gateway, or somebody before it
   * @param types what it calls back about; {@code *} is everything
   */
  public MockPspSettings forgetfulPsp(URI callbacks, List<String> types) {
    return MockPspSettings.inMemory()
        .withPort(pspPort)
        .withCallback(new MockPspSettings.Callback(callbacks, CALLBACK_SECRET, types))
        .withRetryScale(patience.callbackRetryScale());
  }
}
