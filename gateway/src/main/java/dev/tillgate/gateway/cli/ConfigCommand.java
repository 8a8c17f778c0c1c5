package dev.tillgate.gateway.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code config}: what {@code serve} would run with, and why. */
@Command(
    name = "config",
    description = "Shows the effective settings of serve, secrets masked, each with its source.",
    mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
  private static final Set<String> SECRET = Set.of("--api-key", "--psp-key", "--callback-secret");
  private static final Set<String> STANDARD = Set.of("--help", "--version");

  @Mixin private final ServeOptions options = new ServeOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    for (OptionSpec option : spec.options()) {
      if (!STANDARD.contains(option.longestName())) {
        spec.commandLine()
            .getOut()
            .printf("%-26s %-45s %s%n", option.longestName(), shown(option), source(option));
      }
    }
    warnings();
    options.settings();
    return CommandLine.ExitCode.OK;
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
    if (spec.commandLine().getParseResult().hasMatchedOption(option.longestName())) {
      return "flag";
    }
    boolean fromEnvironment =
        spec.defaultValueProvider() instanceof Environment environment && environment.has(option);
    return fromEnvironment ? "environment " + Environment.variable(option) : "default";
  }

  private void warnings() {
    if (options.allowPrivateNetworks) {
      warn("--allow-private-networks lets anyone with an admin key reach your internal network");
    }
    if (!options.host.equals("127.0.0.1")
        && !options.host.equals("localhost")
        && !options.host.equals("::1")) {
      warn(
          "--host "
              + options.host
              + " is reachable from outside without TLS; put a TLS proxy in front");
    }
    if (options.pspKey.startsWith("sk_live_") && "http".equals(options.pspUrl.getScheme())) {
      warn("--psp-url is not https: the live key would cross the network unencrypted");
    }
  }

  private void warn(String text) {
    spec.commandLine().getErr().println("warning: " + text);
  }
}
