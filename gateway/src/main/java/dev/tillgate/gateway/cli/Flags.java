package dev.tillgate.gateway.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Flags declared as the methods of an annotated interface: picocli answers them from what was
 * parsed, so no field of ours is written.
 *
 * @param values answers each flag, once the command line is parsed
 */
record Flags<T>(CommandSpec spec, T values) {
  static <T> Flags<T> of(Class<T> type) {
    CommandSpec spec = CommandSpec.forAnnotatedObject(type);
    return new Flags<>(spec, type.cast(spec.userObject()));
  }

  /** The command, taking these flags besides those it has. */
  CommandLine on(Object command) {
    CommandLine line = command instanceof CommandLine made ? made : new CommandLine(command);
    line.getCommandSpec().addMixin(values.getClass().getName(), spec);
    return line;
  }
}
