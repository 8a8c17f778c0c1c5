package dev.tillgate.gateway.cli;

import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code config}: what {@code serve} would run with, and why. */
@Command(
    name = "config",
    description = "Shows the effective settings of serve, secrets masked, each with its source.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  private static final Set<String> SECRET =
      Set.of(
          "--database-url",
          "--api-key",
          "--psp-key",
          "--callback-secret",
          "--callback-source-secret");

  private static final Comparator<OptionSpec> ORDER =
      Comparator.comparingInt(OptionSpec::order).thenComparing(OptionSpec::longestName);
  private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost", "::1");

  private final CommandSpec spec;
  private final ServeFlags flags;

  /**
   * Shows these flags.
   *
   * @param flags taken by the command itself, where their values and sources are known
   */
  ConfigCommand(Flags<ServeFlags> flags) {
    this.spec = flags.spec();
    this.flags = flags.values();
  }

  @Override
  public Integer call() {
    spec.options().stream().sorted(ORDER).forEach(this::show);
    warnings();
    new ServeOptions(flags).settings();
    return CommandLine.ExitCode.OK;
  }

  private void show(OptionSpec option) {
    line().getOut().printf("%-26s %-45s %s%n", option.longestName(), shown(option), source(option));
  }

  private static String shown(OptionSpec option) {
    Object value = option.getValue();
    boolean given = value != null && !value.toString().isEmpty() && !value.toString().equals("[]");
    if (!given) {
      return "(not set)";
    }
    return SECRET.contains(option.longestName()) ? "********" : value.toString();
  }

  private String source(OptionSpec option) {
    if (line().getParseResult().hasMatchedOption(option.longestName())) {
      return "flag";
    }
    boolean fromEnvironment =
        line().getDefaultValueProvider() instanceof Environment environment
            && environment.has(option);
    return fromEnvironment ? "environment " + Environment.variable(option) : "default";
  }

  private void warnings() {
    if (flags.allowPrivateNetworks()) {
      warn("--allow-private-networks lets anyone with an admin key reach your internal network");
    }
    if (!LOCAL.contains(flags.host())) {
      warn(
          "--host "
              + flags.host()
              + " is reachable from outside without TLS; put a TLS proxy in front");
    }
    if (flags.pspKey().startsWith("sk_live_") && "http".equals(flags.pspUrl().getScheme())) {
      warn("--psp-url is not https: the live key would cross the network unencrypted");
    }
  }

  private void warn(String text) {
    line().getErr().println("warning: " + text);
  }

  private CommandLine line() {
    return spec.options().getFirst().command().commandLine();
  }
}
