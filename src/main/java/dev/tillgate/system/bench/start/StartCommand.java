package dev.tillgate.system.bench.start;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.Median;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.ManyDeliveries;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.process.ShippedJar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code bench start}: from the process's start to its first answer, and what idling costs. */
public final class StartCommand {
  private static final int DELIVERIES_MAX = 1_000_000;
  private static final int ROUNDS_MAX = 100;
  private static final int IDLE_SECONDS_MAX = 600;
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/"); // Refuses, as nobody does.

  private final int deliveries;
  private final int rounds;
  private final Duration idle;

  private record Stores(Wiring empty, Wiring full, Wiring bare) {}

  private record Kept(List<String> gateway, List<String> bare) {}

  private record Round(Started plain, Started cached, Started full, Started bare) {
    /** The gateway's start, with what is kept, as a multiple of the bare one's. */
    double ratio() {
      return cached.millis() / bare.millis();
    }
  }

  /**
   * @param deliveries open ones in the fuller of two stores
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public StartCommand(int deliveries, int rounds, int idleSeconds) {
    Flags.requireBetween("--deliveries", deliveries, DELIVERIES_MAX);
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    Flags.requireBetween("--idle", idleSeconds, IDLE_SECONDS_MAX);
    this.deliveries = deliveries;
    this.rounds = rounds;
    this.idle = Duration.ofSeconds(idleSeconds);
  }

  /** Measures, prints, and returns the exit status. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    Path directory = scratch.directory();
    Stores stores =
        new Stores(
            wiring(directory.resolve("empty")),
            wiring(directory.resolve("full")),
            wiring(directory.resolve("bare")));
    prepare(stores.full());
    int written =
        new ManyDeliveries(deliveries, Instant.now(), Duration.ofMillis(1))
            .into(stores.full().gatewayData());
    measure(stores, kept(stores, directory), written);
    scratch.delete();
    return 0;
  }

  /** After a start of each, which makes its store, and what is kept where there is nothing. */
  private static Kept kept(Stores stores, Path directory) throws InterruptedException {
    Path bare = directory.resolve("bare.cache");
    Started unusedGateway = Started.once(stores.empty(), rehearsedOrKept(directory));
    Started unusedBare = Started.bare(stores.bare(), ShippedJar.withCache(bare));
    return new Kept(rehearsedOrKept(directory), ShippedJar.withCache(bare));
  }

  private static List<String> rehearsedOrKept(Path directory) {
    return ShippedJar.rehearsed().isEmpty()
        ? ShippedJar.withCache(directory.resolve("gateway.cache"))
        : ShippedJar.rehearsed();
  }

  private static Wiring wiring(Path directory) {
    if (!directory.toFile().mkdirs()) {
      throw new IllegalStateException("cannot make " + directory);
    }
    return Wiring.onFreePorts(directory, Patience.USUAL);
  }

  /** Makes the store, with an endpoint. */
  private static void prepare(Wiring wiring) throws InterruptedException {
    try (Server gateway = Server.gateway(wiring)) {
      HttpClient client = new HttpClient(wiring.gatewayUrl(), Wiring.API_KEY);
      String unused = new Shop(client, () -> "unused").subscribe(NOWHERE, ManyDeliveries.TYPE);
    }
  }

  private void measure(Stores stores, Kept kept, int written) throws InterruptedException {
    System.out.printf(
        "start: process start to the first 200; all but \"plain\" with what the JVM keeps of an earlier one, \"full\""
            + " with %,d open deliveries,%n\"bare\" Javalin, Jdbi and SQLite alone%n%n"
            + "%-8s %9s %9s %9s %9s %9s %12s%n",
        written, "round", "plain ms", "kept", "full", "bare", "of bare", "CPU kept");
    List<Round> all = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      all.add(round(stores, kept));
      print(String.valueOf(i), all.subList(i - 1, i));
    }
    print("median", all);
    Idling idling = Idling.watch(stores.empty(), kept.gateway(), idle);
    System.out.printf(
        "%nIdle for %d s: %d MiB resident, %.2f %% of a core.%n",
        idle.toSeconds(), idling.mebibytes(), idling.percentOfACore());
    System.out.printf(
        "Goals: 700 ms empty, 2,000 ms full, 160 MiB, 0.5 %% of a core. Ran on %s%n",
        Machine.described());
  }

  private static Round round(Stores stores, Kept kept) throws InterruptedException {
    return new Round(
        Started.once(stores.empty(), List.of()),
        Started.once(stores.empty(), kept.gateway()),
        Started.once(stores.full(), kept.gateway()),
        Started.bare(stores.bare(), kept.bare()));
  }

  private static void print(String name, List<Round> rounds) {
    System.out.printf(
        "%-8s %,9.0f %,9.0f %,9.0f %,9.0f %9.2f %,12.0f%n",
        name,
        Median.of(rounds, round -> round.plain().millis()),
        Median.of(rounds, round -> round.cached().millis()),
        Median.of(rounds, round -> round.full().millis()),
        Median.of(rounds, round -> round.bare().millis()),
        Median.of(rounds, Round::ratio),
        Median.of(rounds, round -> round.cached().cpuMillis()));
  }
}
