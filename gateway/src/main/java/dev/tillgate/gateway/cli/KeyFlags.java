package dev.tillgate.gateway.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of every {@code keys} command. */
interface KeyFlags {
  @Option(
      names = "--data",
      defaultValue = "./data",
      description = "data directory (${DEFAULT-VALUE})")
  Path data();

  @Option(
      names = "--database-url",
      description = "the gateway's PostgreSQL database, instead of a file in --data")
  @Nullable String databaseUrl();

  @Option(
      names = "--url",
      defaultValue = "http://127.0.0.1:8080",
      description = "the gateway that runs on it (${DEFAULT-VALUE})")
  URI url();

  @Option(names = "--api-key", description = "an admin key of that gateway")
  @Nullable String apiKey();
}
