package dev.tillgate.system.bench;

import dev.tillgate.system.bench.outbox.OutboxCommand;
import dev.tillgate.system.bench.outgoing.FanOut;
import dev.tillgate.system.bench.outgoing.FanOutCommand;
import dev.tillgate.system.bench.outgoing.Neighbours;
import dev.tillgate.system.bench.outgoing.NeighboursCommand;
import dev.tillgate.system.bench.outgoing.NodesCommand;
import dev.tillgate.system.bench.outgoing.ScheduledCommand;
import dev.tillgate.system.bench.outgoing.SharedWork;
import dev.tillgate.system.bench.outgoing.WakeUpCommand;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: one subcommand for each thing that is measured. */
@Command(
    name = "bench",
    description = "Measures, prints what it measured and on what. Asserts nothing.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME")
public final class BenchCommand extends PartCommands {
  @Command(
      name = "wake-up",
      description = "How soon a healthy subscriber is told of a fresh event.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int wakeUp(
      @Option(
              names = "--seconds",
              defaultValue = "${env:TILLGATE_SECONDS:-20}",
              description = "how long to measure, 1 to 600 (20)")
          int seconds,
      @Option(
              names = "--rate",
              defaultValue = "${env:TILLGATE_RATE:-50}",
              description = "events a second, 1 to 2000 (50)")
          int rate)
      throws IOException {
    return new WakeUpCommand(seconds, rate).run();
  }

  @Command(
      name = "neighbours",
      description = "What endpoints that accept and never answer cost the others.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int neighbours(
      @Option(
              names = "--endpoints",
              defaultValue = "${env:TILLGATE_ENDPOINTS:-100}",
              description = "how many there are, up to 1000 (100)")
          int endpoints,
      @Option(
              names = "--hanging",
              defaultValue = "${env:TILLGATE_HANGING:-10}",
              description = "how many of them will not answer (10)")
          int hanging,
      @Option(
              names = "--rate",
              defaultValue = "${env:TILLGATE_RATE:-300}",
              description = "events a second in all, 1 to 2000 (300)")
          int rate,
      @Option(
              names = "--timeout",
              defaultValue = "${env:TILLGATE_TIMEOUT:-5}",
              description = "seconds a sender waits for an answer, 1 to 30 (5)")
          int timeout,
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-3}",
              description = "rounds after the warm-up, 1 to 100 (3)")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "${env:TILLGATE_SECONDS:-4}",
              description = "each of a round's two measurements, half a peer's, 1 to 600 (4)")
          int seconds,
      @Option(
              names = "--engine",
              defaultValue = "${env:TILLGATE_ENGINE:-sqlite}",
              description = "the peers', sqlite or postgresql (sqlite)")
          String engine,
      @Option(
              names = "--peers",
              defaultValue = "${env:TILLGATE_PEERS:-all}",
              description = "all that run on the engine, none, or names with commas (all)")
          String peers)
      throws IOException, InterruptedException {
    Neighbours.Shape shape =
        new Neighbours.Shape(endpoints, hanging, rate, Duration.ofSeconds(timeout));
    return new NeighboursCommand(shape, rounds, seconds, engine, peers).run();
  }

  @Command(
      name = "fan-out",
      description =
          "Many events to five endpoints, one of them down until the end; 1 when one is missing.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int fanOut(
      @Option(
              names = "--events",
              defaultValue = "${env:TILLGATE_EVENTS:-20000}",
              description = "how many, 100 to 1000000 (20000)")
          int events,
      @Option(
              names = "--kills",
              defaultValue = "${env:TILLGATE_KILLS:-0}",
              description = "how often the gateway is killed meanwhile, up to 100 (0)")
          int kills,
      @Option(
              names = "--limit",
              defaultValue = "${env:TILLGATE_LIMIT:-1000}",
              description = "the rate limit of the one that was down, 1 to 10000 a second (1000)")
          int limit,
      @Option(
              names = "--publishers",
              defaultValue = "${env:TILLGATE_PUBLISHERS:-8}",
              description = "requests at a time, 1 to 64 (8)")
          int publishers)
      throws IOException, InterruptedException {
    return new FanOutCommand(new FanOut.Shape(events, kills, limit, publishers)).run();
  }

  @Command(
      name = "scheduled",
      description = "What deliveries that are due next week cost until then.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int scheduled(
      @Option(
              names = "--deliveries",
              defaultValue = "${env:TILLGATE_DELIVERIES:-1000000}",
              description = "how many are due next week, 10000 to 10000000 (1000000)")
          int deliveries,
      @Option(
              names = "--idle",
              defaultValue = "${env:TILLGATE_IDLE:-45}",
              description = "seconds to watch an idle gateway, 1 to 600 (45)")
          int idle,
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-3}",
              description = "rounds of wake-ups, 1 to 100 (3)")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "${env:TILLGATE_SECONDS:-4}",
              description = "length of each of a round's four measurements, 1 to 60 (4)")
          int seconds)
      throws IOException, InterruptedException {
    return new ScheduledCommand(deliveries, idle, rounds, seconds).run();
  }

  @Command(
      name = "nodes",
      description = "How much more two nodes on one PostgreSQL database deliver than one.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int nodes(
      @Option(
              names = "--endpoints",
              defaultValue = "${env:TILLGATE_ENDPOINTS:-1}",
              description = "how many there are, up to 64 (1)")
          int endpoints,
      @Option(
              names = "--events",
              defaultValue = "${env:TILLGATE_EVENTS:-4000}",
              description = "how many each endpoint is told of, up to 100000 (4000)")
          int events,
      @Option(
              names = "--delay",
              defaultValue = "${env:TILLGATE_DELAY:-50}",
              description = "milliseconds a receiver takes to answer, 1 to 10000 (50)")
          int delay,
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-3}",
              description = "rounds after the warm-up, 1 to 100 (3)")
          int rounds)
      throws IOException, InterruptedException {
    SharedWork.Shape shape = new SharedWork.Shape(endpoints, events, Duration.ofMillis(delay));
    return new NodesCommand(shape, rounds).run();
  }

  @Command(
      name = "outbox",
      description = "The outbox against what people would use instead.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int outbox(
      @Option(
              names = "--engine",
              defaultValue = "${env:TILLGATE_ENGINE:-sqlite}",
              description = "sqlite or postgresql (sqlite)")
          String engine,
      @Option(
              names = "--events",
              defaultValue = "${env:TILLGATE_EVENTS}",
              description =
                  "for each measurement, 16 to 100000 (2000; 500 on postgresql or with --flush)")
          @Nullable Integer events,
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-3}",
              description = "of all in turn, 1 to 100 (3)")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "${env:TILLGATE_SECONDS:-3}",
              description = "of wake-ups, 50 events in each, 1 to 600 (3)")
          int seconds,
      @Option(
              names = "--warm-up",
              defaultValue = "${env:TILLGATE_WARM_UP:-0}",
              description = "seconds of publishing before the live measurement, 0 to 600 (0)")
          int warmUp,
      @Option(
              names = "--peers",
              defaultValue = "${env:TILLGATE_PEERS:-all}",
              description = "all that run on the engine, none, or names with commas (all)")
          String peers,
      @Option(
              names = "--flush",
              defaultValue = "${env:TILLGATE_FLUSH:-0ms}",
              description = "what a flush of the disk takes at least, up to 1000ms (0ms)")
          String flush)
      throws IOException, InterruptedException {
    OutboxCommand.Seconds lasting = new OutboxCommand.Seconds(seconds, warmUp);
    return OutboxCommand.of(engine, events, rounds, lasting, peers, flush).run();
  }
}
