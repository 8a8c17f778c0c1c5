package dev.tillgate.gateway.cli;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives flags that were not given the value of their environment variable: {@code TILLGATE_PSP_KEY}
 * for {@code --psp-key}.
 */
final class Environment implements IDefaultValueProvider {
  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option ? variables.get(variable(option)) : null;
  }

  boolean has(OptionSpec option) {
    return variables.containsKey(variable(option));
  }

  static String variable(OptionSpec option) {
    return "TILLGATE_"
        + option.longestName().replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
