package dev.tillgate.system.bench.store;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.Median;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** {@code bench store}: the group commit alone, against the disk and the driver. */
public final class StoreCommand {
  static final String TABLE = "bench (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT";

  private static final List<Integer> CALLERS = List.of(1, 8, 64, 512);
  private static final int BATCH = 64;
  private static final int BODY_BYTES = 1_024;
  private static final int QUEUE_BOUND = 16_384;
  private static final int ROUNDS_MAX = 100;
  private static final int MILLIS_MAX = 60_000;
  private static final String LINE = "%-22s %12s %10s %10s %10s%n";

  private final int rounds;
  private final Duration length;

  /** One round: what the disk and the driver did, and what each number of callers got. */
  private record Round(double flushes, double bare, List<Callers.Result> ours) {
    double share(int index) {
      return ours.get(index).perSecond() / bare;
    }
  }

  /**
   * How often and how long each is measured.
   *
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public StoreCommand(int rounds, int millis) {
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    Flags.requireBetween("--millis", millis, MILLIS_MAX);
    this.rounds = rounds;
    this.length = Duration.ofMillis(millis);
  }

  /** Measures, prints, and returns the exit status. */
  public int run() throws IOException, SQLException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    StoreOptions options =
        new StoreOptions(QUEUE_BOUND, StoreCommand::halt, StoreObserver.NONE, System::nanoTime);
    byte[] body = new byte[BODY_BYTES];
    try (Database store = Stores.open(StorePlace.in(scratch.directory()), options)) {
      store.change(tx -> tx.update("CREATE TABLE " + TABLE).execute());
      measure(new Callers(store, body), new Bare(scratch.directory(), body));
    }
    scratch.delete();
    return 0;
  }

  private void measure(Callers callers, Bare bare) throws IOException, SQLException {
    System.out.printf(
        "store: %d rounds, %d ms each; a row of %d bytes, durable when the caller goes on%n%n",
        rounds, length.toMillis(), BODY_BYTES);
    Round unused = round(callers, bare);
    List<Round> all = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      all.add(round(callers, bare));
    }
    print(all);
  }

  private Round round(Callers callers, Bare bare) throws IOException, SQLException {
    return new Round(
        bare.flushes(length),
        bare.rows(BATCH, length),
        CALLERS.stream().map(count -> callers.run(count, length)).toList());
  }

  private static void print(List<Round> all) {
    System.out.printf(LINE, "medians", "a second", "share", "p50 ms", "p99 ms");
    System.out.printf(LINE, "the disk's flushes", number(all, Round::flushes), "", "", "");
    System.out.printf(
        LINE, "driver, batches of " + BATCH, number(all, Round::bare), "1.00", "", "");
    for (int i = 0; i < CALLERS.size(); i++) {
      int index = i;
      System.out.printf(
          LINE,
          CALLERS.get(i) + " callers",
          number(all, round -> round.ours().get(index).perSecond()),
          "%.2f".formatted(Median.of(all, round -> round.share(index))),
          millis(all, index, 0.5),
          millis(all, index, 0.99));
    }
    System.out.printf(
        "Share: of the driver's rows in the same round. Ran on %s%n", Machine.described());
  }

  private static String number(List<Round> all, ToDoubleFunction<Round> value) {
    return "%,.0f".formatted(Median.of(all, value));
  }

  private static String millis(List<Round> all, int index, double share) {
    return "%.2f"
        .formatted(Median.of(all, round -> round.ours().get(index).latencies().millis(share)));
  }

  private static void halt(String reason, Throwable cause) {
    System.err.println("tillgate: the store failed: " + reason);
    Runtime.getRuntime().halt(Halt.EXIT_STATUS);
  }
}
