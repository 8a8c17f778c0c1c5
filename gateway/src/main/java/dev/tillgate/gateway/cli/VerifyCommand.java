package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.gateway.verify.Report;
import dev.tillgate.gateway.verify.StripeBooks;
import dev.tillgate.gateway.verify.Verification;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code verify}: every invariant over the store, and the money against the provider's books. */
@Command(
    name = "verify",
    description =
        "Checks every invariant of a store, which it only reads; a gateway may run on it. Status 1"
            + " when one is violated.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
  private static final URI STRIPE = URI.create("https://api.stripe.com");

  private final VerifyFlags flags;

  VerifyCommand(VerifyFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() {
    LogSetup.to("text");
    Optional<StripeBooks> provider = provider();
    Verification verification = new Verification(Stores.snapshot(place()), Clock.systemUTC());
    Report report = provider.map(verification::against).orElseGet(verification::ofStore);
    report.lines().forEach(System.out::println);
    return report.agrees() ? 0 : 1;
  }

  /**
   * A look does no harm, nor does a key: whether the server is careful is for the gateway to ask.
   */
  private StorePlace place() {
    return new StorePlace(flags.data(), Optional.ofNullable(flags.databaseUrl()), true);
  }

  private Optional<StripeBooks> provider() {
    String key = flags.pspKey();
    URI url = flags.pspUrl();
    if (key == null && url != null) {
      throw new IllegalArgumentException("--psp-url needs --psp-key, a key of that provider");
    }
    return key == null
        ? Optional.empty()
        : Optional.of(new StripeBooks(url == null ? STRIPE : url, key));
  }
}
