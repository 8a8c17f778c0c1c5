package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.time.Duration;

/** {@code bench wake-up}: how soon a healthy subscriber is told of a fresh event. */
public final class WakeUpCommand {
  private static final int SECONDS_MAX = 600;
  private static final int RATE_MAX = 2_000;
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  private final int seconds;
  private final int rate;

  public WakeUpCommand(int seconds, int rate) {
    this.seconds = seconds;
    this.rate = rate;
  }

  /** Measures, prints, and returns the exit status. */
  public int run() throws IOException {
    Flags.requireBetween("--seconds", seconds, SECONDS_MAX);
    Flags.requireBetween("--rate", rate, RATE_MAX);
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    try (WakeUp bench = new WakeUp(scratch.directory())) {
      System.out.printf("wake-up: warming up for %d s%n", WARM_UP.toSeconds());
      bench.run(rate, WARM_UP);
      System.out.printf("wake-up: measuring for %d s at %d events/s%n%n", seconds, rate);
      System.out.print(report(bench.run(rate, Duration.ofSeconds(seconds))));
    }
    scratch.delete();
    return 0;
  }

  private String report(WakeUp.Result result) {
    return """
    A fresh event, from its transaction's commit to its arrival at one healthy subscriber.
    The gateway's own store, outbox, dispatcher and sender over loopback sockets, one JVM.
    "commit": the writer's thread is past the fsync. "arrival": the subscriber's handler begins.

    %s
    %s
    %s

    %d of %d events arrived; the rate kept was %.1f/s. Ran on %s
    """
        .formatted(
            Latencies.HEADING,
            result.publishToCommit().row("publish to commit"),
            result.commitToArrival().row("commit to arrival"),
            result.commitToArrival().count(),
            result.published(),
            result.rate(),
            Machine.described());
  }
}
