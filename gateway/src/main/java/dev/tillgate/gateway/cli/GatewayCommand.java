package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.platform.WrongMasterKeyException;
import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/**
 * The gateway's command line. Exit status: 0 done, 1 something is wrong, 2 bad usage, 3 data held,
 * 70 the store failed.
 */
@Command(
    name = "tillgate",
    description = "The gateway a shop puts between itself and a payment provider.",
    mixinStandardHelpOptions = true,
    footer =
        "Every flag can be given as an environment variable: --psp-key as TILLGATE_PSP_KEY. Flags win.")
public final class GatewayCommand {
  /** Exit status when another process holds the data. */
  static final int DATA_HELD = 3;

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("serve")) {
      WarmUp.begin();
    }
    System.exit(commandLine(new Environment(System.getenv()), arguments).execute(arguments));
  }

  /**
   * The command line for those arguments. When they begin with a command it has only that one:
   * making the others, which picocli reads by reflection, takes longer than all else before a
   * start.
   */
  static CommandLine commandLine(Environment environment, String... arguments) {
    CommandLine line = new CommandLine(new GatewayCommand());
    commands(arguments).forEach(command -> line.addSubcommand(command.get()));
    line.setDefaultValueProvider(environment);
    line.setParameterExceptionHandler((problem, given) -> badUsage(problem));
    line.setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
    return line;
  }

  private static Collection<Supplier<CommandLine>> commands(String... arguments) {
    Map<String, Supplier<CommandLine>> all = new LinkedHashMap<>(); // As the help shows them.
    all.put("serve", GatewayCommand::serve);
    all.put("keys", KeysCommand::line);
    all.put("config", GatewayCommand::config);
    all.put("verify", GatewayCommand::verify);
    all.put("migrate-store", GatewayCommand::migrateStore);
    Supplier<CommandLine> asked = arguments.length == 0 ? null : all.get(arguments[0]);
    return asked == null ? all.values() : List.of(asked);
  }

  private static CommandLine serve() {
    Flags<ServeFlags> flags = Flags.of(ServeFlags.class);
    return flags.on(new ServeCommand(flags.values()));
  }

  private static CommandLine config() {
    Flags<ServeFlags> flags = Flags.of(ServeFlags.class);
    return flags.on(new ConfigCommand(flags));
  }

  private static CommandLine verify() {
    Flags<VerifyFlags> flags = Flags.of(VerifyFlags.class);
    return flags.on(new VerifyCommand(flags.values()));
  }

  private static CommandLine migrateStore() {
    Flags<MigrateStoreFlags> flags = Flags.of(MigrateStoreFlags.class);
    return flags.on(new MigrateStoreCommand(flags.values()));
  }

  /** One line says what was expected. */
  private static int badUsage(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(
        problem.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine command) throws Exception {
    int status =
        switch (failure) {
          case DataHeldException held -> DATA_HELD;
          case IllegalArgumentException wrong -> ExitCode.USAGE;
          case WrongMasterKeyException wrong -> ExitCode.USAGE;
          case StoreUnavailableException failed -> Halt.EXIT_STATUS;
          case UncheckedIOException io -> ExitCode.SOFTWARE;
          default -> throw failure;
        };
    command.getErr().println(failure.getMessage());
    return status;
  }
}
