package dev.tillgate.system.bench;

import dev.tillgate.system.bench.orders.OrdersCommand;
import dev.tillgate.system.bench.orders.SpikeCommand;
import dev.tillgate.system.bench.start.StartCommand;
import dev.tillgate.system.bench.store.StoreCommand;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The subcommands of {@code bench} that measure one part by itself. */
abstract class PartCommands {
  @Command(
      name = "orders",
      description = "Whole orders, checkout to webhook, against the same exchanges alone.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int orders(
      @Option(
              names = "--clients",
              defaultValue = "${env:TILLGATE_CLIENTS:-64}",
              description = "checking out at a time, up to 1024 (64)")
          int clients,
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-3}",
              description = "rounds after the warm-up, 1 to 100 (3)")
          int rounds,
      @Option(
              names = "--seconds",
              defaultValue = "${env:TILLGATE_SECONDS:-10}",
              description = "length of each of a round's two measurements, 1 to 60 (10)")
          int seconds,
      @Option(
              names = "--warm-up",
              defaultValue = "${env:TILLGATE_WARM_UP:-20}",
              description = "seconds before the first round, 1 to 60 (20)")
          int warmUp)
      throws IOException, InterruptedException {
    return new OrdersCommand(clients, rounds, seconds, warmUp).run();
  }

  @Command(
      name = "spike",
      description = "Thousands of checkouts within one second, and what becomes of each.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int spike(
      @Option(
              names = "--orders",
              defaultValue = "${env:TILLGATE_ORDERS:-10000}",
              description = "within the second, up to 100000 (10000)")
          int orders,
      @Option(
              names = "--seconds",
              defaultValue = "${env:TILLGATE_SECONDS:-10}",
              description = "length of each of the two closed loops before it, 1 to 60 (10)")
          int seconds)
      throws IOException, InterruptedException {
    return new SpikeCommand(orders, seconds).run();
  }

  @Command(
      name = "start",
      description = "How soon a gateway serves, and what it costs when nothing happens.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int start(
      @Option(
              names = "--deliveries",
              defaultValue = "${env:TILLGATE_DELIVERIES:-100000}",
              description = "open ones in the fuller of two stores, up to 1000000 (100000)")
          int deliveries,
      @Option(
              names = "--rounds",
              defaultValue = "${env:TILLGATE_ROUNDS:-3}",
              description = "rounds of four starts, 1 to 100 (3)")
          int rounds,
      @Option(
              names = "--idle",
              defaultValue = "${env:TILLGATE_IDLE:-60}",
              description = "seconds in which nothing happens, 1 to 600 (60)")
          int idle)
      throws IOException, InterruptedException {
    return new StartCommand(deliveries, rounds, idle).run();
  }

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
