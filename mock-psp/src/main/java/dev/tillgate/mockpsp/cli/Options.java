package dev.tillgate.mockpsp.cli;

import dev.tillgate.mockpsp.MockPspSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The flags and what they mean; each may come from the environment, and flags win. */
final class Options {
  private static final String ENVIRONMENT = "TILLGATE_MOCK_PSP_";

  private final CommandLine command = new CommandLine(spec());

  /** The settings the arguments describe; empty when only help was asked for. */
  Optional<MockPspSettings> read(String[] arguments) {
    command.parseArgs(arguments);
    if (command.isUsageHelpRequested()) {
      return Optional.empty();
    }
    try {
      return Optional.of(settings());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }

  String help() {
    return command.getUsageMessage();
  }

  private MockPspSettings settings() {
    boolean memory = value("--memory", false);
    @Nullable Path data = command.getCommandSpec().findOption("--data").getValue();
    checkNotBoth(memory, data);
    @Nullable String apiKey = command.getCommandSpec().findOption("--api-key").getValue();
    @Nullable Long seed = command.getCommandSpec().findOption("--seed").getValue();
    return new MockPspSettings(
        value("--host", "127.0.0.1"),
        value("--port", 12111),
        memory ? Optional.empty() : Optional.of(data == null ? Path.of("data") : data),
        Optional.ofNullable(apiKey),
        callbacks(),
        value("--retry-scale", 1.0),
        !value("--no-faults", false),
        seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
  }

  private static void checkNotBoth(boolean memory, @Nullable Path data) {
    if (memory && data != null) {
      throw new IllegalArgumentException("give --data DIR or --memory, not both");
    }
  }

  private List<MockPspSettings.Callback> callbacks() {
    String[] urls = value("--callback", new String[0]);
    String[] secrets = value("--callback-secret", new String[0]);
    if (urls.length != secrets.length) {
      throw new IllegalArgumentException("each --callback URL needs a --callback-secret whsec_...");
    }
    List<MockPspSettings.Callback> callbacks = new ArrayList<>();
    for (int i = 0; i < urls.length; i++) {
      callbacks.add(new MockPspSettings.Callback(URI.create(urls[i]), secrets[i]));
    }
    return callbacks;
  }

  private <T> T value(String flag, T otherwise) {
    @Nullable T value = command.getCommandSpec().findOption(flag).getValue();
    return value == null ? otherwise : value;
  }

  private static CommandSpec spec() {
    CommandSpec spec = CommandSpec.create().name("mock-psp");
    spec.usageMessage(usage());
    spec.addOption(option("--host", "ADDRESS", String.class, "where to listen: 127.0.0.1"));
    spec.addOption(option("--port", "PORT", Integer.class, "TCP port, 0 picks one: 12111"));
    spec.addOption(option("--data", "DIR", Path.class, "keep everything there: ./data"));
    spec.addOption(flag("--memory", "keep nothing after the end"));
    spec.addOption(
        option("--api-key", "KEY", String.class, "the one key to take: any sk_test_..."));
    spec.addOption(
        option("--callback", "URL", String[].class, "an endpoint from the start; repeatable"));
    spec.addOption(
        option("--callback-secret", "SECRET", String[].class, "its secret, whsec_...; one each"));
    spec.addOption(
        option("--retry-scale", "N", Double.class, "multiplies the waits between attempts: 1.0"));
    spec.addOption(flag("--no-faults", "without the control routes under /_mock"));
    spec.addOption(option("--seed", "N", Long.class, "the same chance every time"));
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
    return spec;
  }

  private static UsageMessageSpec usage() {
    return new UsageMessageSpec()
        .description("A Stripe-like payment provider to test against.")
        .sortOptions(false)
        .footer(
            "",
            "Environment: " + ENVIRONMENT + " and the flag in capitals with underscores, such as",
            ENVIRONMENT + "RETRY_SCALE=0.1; several callbacks are separated by commas. Flags win.",
            "Exit status: 0 stopped, 2 bad usage, 3 another process holds the data, 70 it failed.");
  }

  private static OptionSpec option(String flag, String label, Class<?> type, String meaning) {
    return OptionSpec.builder(flag)
        .paramLabel(label)
        .type(type)
        .splitRegex(type.isArray() ? "," : "")
        .defaultValue(fromEnvironment(flag))
        .description(meaning)
        .build();
  }

  private static OptionSpec flag(String flag, String meaning) {
    return OptionSpec.builder(flag)
        .type(Boolean.class)
        .defaultValue(fromEnvironment(flag))
        .description(meaning)
        .build();
  }

  /** Null when the variable is not set, and then there is no default. */
  private static @Nullable String fromEnvironment(String flag) {
    return System.getenv(
        ENVIRONMENT + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
