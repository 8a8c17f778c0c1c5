package dev.tillgate.system.bench;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench}: one subcommand for each thing that is measured. */
@Command(
    name = "bench",
    description = "Measures, prints what it measured and on what. Asserts nothing.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "NAME")
public final class BenchCommand {
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
      name = "provider",
      description = "How many payments a second the stand-in provider makes.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int provider(
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-5}",
              description = "rounds after the warm-up, 1 to 100 (5)")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "${env:TILLGATE_SECONDS:-4}",
              description = "length of each of a round's four measurements, 1 to 60 (4)")
          int seconds)
      throws IOException, InterruptedException {
    return new ProviderCommand(rounds, seconds).run();
  }
}
