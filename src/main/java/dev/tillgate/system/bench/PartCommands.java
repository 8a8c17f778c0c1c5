package dev.tillgate.system.bench;

import dev.tillgate.system.bench.store.StoreCommand;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommands of {@code bench} that measure one part by itself. */
abstract class PartCommands {
  @Command(
      name = "store",
      description = "The group commit alone, against the disk's flushes and the driver's batches.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int store(
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-5}",
              description = "rounds after the warm-up, 1 to 100 (5)")
          int rounds,
      @Option(
              names = "--millis",
              defaultValue = "${env:TILLGATE_MILLIS:-2000}",
              description = "length of each of a round's six measurements, 1 to 60000 (2000)")
          int millis)
      throws IOException, SQLException {
    return new StoreCommand(rounds, millis).run();
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
