package dev.tillgate.system.storm;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code storm}. */
interface StormFlags {
  @Option(
      names = "--orders",
      defaultValue = "${env:TILLGATE_ORDERS:-2000}",
      description = "how many shoppers come, 1 to 100000 (2000)")
  int orders();

  @Option(
      names = "--kills",
      defaultValue = "${env:TILLGATE_KILLS:-5}",
      description = "how often the gateway is killed, 0 to 100 (5)")
  int kills();

  @Option(
      names = "--seed",
      defaultValue = "${env:TILLGATE_SEED}",
      description = "what is left to chance comes from it (another each time, and printed)")
  @Nullable Long seed();

  @Option(
      names = "--clients",
      defaultValue = "${env:TILLGATE_CLIENTS:-64}",
      description = "checkouts under way at once, 1 to 1000 (64)")
  int clients();

  @Option(
      names = "--rate",
      defaultValue = "${env:TILLGATE_RATE:-50}",
      description = "shoppers a second, 1 to 1000 (50)")
  int rate();

  @Option(
      names = "--database-url",
      defaultValue = "${env:TILLGATE_DATABASE_URL}",
      description = "an empty PostgreSQL database, instead of a file")
  @Nullable String databaseUrl();

  @Option(
      names = "--nodes",
      defaultValue = "${env:TILLGATE_NODES:-1}",
      description = "gateways on that database, 1 to 20 (1)")
  int nodes();

  @Option(
      names = "--pause",
      defaultValue = "${env:TILLGATE_PAUSE:-PT0S}",
      description = "for how long one of several is stopped where it stands (not at all)")
  String pause();

  @Option(
      names = "--server",
      defaultValue = "${env:TILLGATE_SERVER}",
      description = "a command that kills the database's server and starts it again, run once")
  @Nullable String server();

  @Option(
      names = "--order-ttl",
      defaultValue = "${env:TILLGATE_ORDER_TTL:-PT1M}",
      description = "how long an unpaid order keeps its stock (1 min)")
  String orderTtl();
}
