package dev.tillgate.gateway.cli;

import picocli.CommandLine.Option;

/** The flags of {@code migrate-store}. */
interface MigrateStoreFlags {
  @Option(
      names = "--from",
      required = true,
      paramLabel = "PLACE",
      description = "the data directory of a gateway that is stopped")
  String from();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PLACE",
      description = "an empty database, jdbc:postgresql://HOST/DATABASE?user=…&password=…")
  String to();

  @Option(
      names = "--unsafe",
      description = "lets a server that may lose what it has answered be used all the same")
  boolean unsafe();
}
