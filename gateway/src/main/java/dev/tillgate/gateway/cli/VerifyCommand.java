package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.verify.Finding;
import dev.tillgate.gateway.verify.Report;
import dev.tillgate.gateway.verify.StripeBooks;
import dev.tillgate.gateway.verify.Tally;
import dev.tillgate.gateway.verify.Verification;
import java.io.PrintStream;
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
    Verification verification = new Verification(flags.data(), Clock.systemUTC());
    Report report = provider.map(verification::against).orElseGet(verification::ofStore);
    print(report, System.out);
    return report.agrees() ? 0 : 1;
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

  private static void print(Report report, PrintStream out) {
    report.findings().forEach(finding -> print(finding, out));
    report.tallies().forEach(tally -> print(tally, out));
    long violations = report.findings().stream().mapToLong(Finding::violated).sum();
    out.printf("%d invariants, %d violations%n", report.findings().size(), violations);
  }

  private static void print(Finding finding, PrintStream out) {
    out.printf(
        "%-5s  %-21s %8d checked %6d violated  %s%n",
        finding.holds() ? "ok" : "WRONG",
        finding.name(),
        finding.checked(),
        finding.violated(),
        finding.sentence());
    finding.examples().forEach(example -> out.println("         " + example));
    if (finding.violated() > finding.examples().size()) {
      out.printf("         … and %d more%n", finding.violated() - finding.examples().size());
    }
  }

  private static void print(Tally tally, PrintStream out) {
    out.printf("       %8d %s%n", tally.count(), tally.name());
  }
}
