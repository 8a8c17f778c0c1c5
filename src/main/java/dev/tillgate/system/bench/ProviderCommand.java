package dev.tillgate.system.bench;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.system.bench.Payer.Manner;
import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Wiring;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/**
 * {@code bench provider}: how many payments the stand-in provider makes, so that it is known never
 * to be what holds the gateway back. Rounds alternate with the same requests to a bare server.
 */
final class ProviderCommand {
  private static final int ROUNDS_MAX = 100;
  private static final int SECONDS_MAX = 60;
  private static final int PAYERS = 32;
  private static final int WARM_UP_ROUNDS = 3;

  private final int rounds;
  private final Duration length;

  ProviderCommand(int rounds, int seconds) {
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    Flags.requireBetween("--seconds", seconds, SECONDS_MAX);
    this.rounds = rounds;
    this.length = Duration.ofSeconds(seconds);
  }

  int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    try (MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
        BareProvider bare = new BareProvider()) {
      System.out.printf("provider: warming up, %d rounds%n", WARM_UP_ROUNDS);
      for (int i = 0; i < WARM_UP_ROUNDS; i++) {
        Round unused = round(psp.url(), bare.url());
      }
      System.out.printf("provider: %d rounds of 4 times %d s%n%n", rounds, length.toSeconds());
      report(psp.url(), bare.url());
    }
    scratch.delete();
    return 0;
  }

  /** Payments a second. */
  private record Round(double oneCall, double oneWall, double twoCalls, double twoWall) {
    String row(String name) {
      return "%-8s %12.0f %12.0f %7.2f %12.0f %12.0f %7.2f%n"
          .formatted(
              name, oneCall, oneWall, oneCall / oneWall, twoCalls, twoWall, twoCalls / twoWall);
    }
  }

  private Round round(URI psp, URI bare) throws InterruptedException {
    PaymentLoad provider = new PaymentLoad(psp, PAYERS, ProviderCommand::key);
    PaymentLoad wall = new PaymentLoad(bare, PAYERS, ProviderCommand::key);
    Round round =
        new Round(
            provider.run(Manner.ONE_CALL, length),
            wall.run(Manner.ONE_CALL, length),
            provider.run(Manner.TWO_CALLS, length),
            wall.run(Manner.TWO_CALLS, length));
    // What was paid stays on the heap; the next round begins as this one did.
    new HttpClient(psp, Wiring.PSP_KEY).post("/_mock/reset", "").expect(200);
    return round;
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private void report(URI psp, URI bare) throws InterruptedException {
    System.out.print(
        """
        Payments a second: created and confirmed by card, callbacks off, store in memory, %d
        connections. "wall": the same requests to the same HTTP server with nothing behind it.

        %-8s %12s %12s %7s %12s %12s %7s
        """
            .formatted(PAYERS, "round", "one call", "wall", "ratio", "two calls", "wall", "ratio"));
    Round[] all = new Round[rounds];
    for (int i = 0; i < rounds; i++) {
      all[i] = round(psp, bare);
      System.out.print(all[i].row(String.valueOf(i + 1)));
    }
    System.out.print(median(all).row("median"));
    System.out.printf("%nProvider and load in one JVM. Ran on %s%n", Machine.described());
  }

  private static Round median(Round[] all) {
    return new Round(
        median(Arrays.stream(all).mapToDouble(Round::oneCall).toArray()),
        median(Arrays.stream(all).mapToDouble(Round::oneWall).toArray()),
        median(Arrays.stream(all).mapToDouble(Round::twoCalls).toArray()),
        median(Arrays.stream(all).mapToDouble(Round::twoWall).toArray()));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
