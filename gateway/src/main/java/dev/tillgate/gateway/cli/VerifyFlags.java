package dev.tillgate.gateway.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags of {@code verify}. */
interface VerifyFlags {
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
      names = "--psp-url",
      description = "with --psp-key: the provider's API (https://api.stripe.com)")
  @Nullable URI pspUrl();

  @Option(
      names = "--psp-key",
      description = "compares with the provider's books; a key that may read is enough")
  @Nullable String pspKey();
}
