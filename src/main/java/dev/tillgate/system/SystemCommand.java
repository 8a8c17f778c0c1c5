package dev.tillgate.system;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.mockpsp.store.StoreHeld;
import dev.tillgate.system.bench.BenchCommand;
import dev.tillgate.system.bench.orders.Rehearsal;
import dev.tillgate.system.demo.DemoCommand;
import dev.tillgate.system.scenarios.ScenariosCommand;
import dev.tillgate.system.storm.StormCommand;
import dev.tillgate.system.up.UpCommand;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * The commands around the product. Exit status: 0 done, 1 something is wrong, 2 bad usage, 3
 * another process holds the data, 70 the store failed.
 */
@Command(
    name = "tillgate",
    description = "The demo, a playground to develop against, the storm, and the benchmarks.",
    mixinStandardHelpOptions = true,
    subcommands = BenchCommand.class,
    footer =
        "Every flag can be given as an environment variable: --psp-port as TILLGATE_PSP_PORT. Flags win.")
public final class SystemCommand {
  private static final int DATA_HELD = 3;

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  @Command(
      name = "demo",
      description = "Tells the whole story on loopback sockets and a temporary store, then ends.",
      mixinStandardHelpOptions = true)
  int demo(
      @Option(
              names = "--keep",
              defaultValue = "${env:TILLGATE_KEEP:-false}",
              description = "leave everything running at the end, until Ctrl-C")
          boolean keep)
      throws IOException, InterruptedException {
    return new DemoCommand(keep).run();
  }

  @Command(
      name = "scenarios",
      description = "Writes the handbook's page of scenarios from the reports of mvn verify.",
      mixinStandardHelpOptions = true)
  int scenarios(
      @Option(
              names = "--home",
              defaultValue = "${sys:tillgate.home:-.}",
              description = "the directory of the checkout")
          Path home)
      throws IOException {
    return new ScenariosCommand(home).run();
  }

  @Command(
      name = "up",
      description = "Runs a gateway and a provider to develop against, until Ctrl-C.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int up(
      @Option(
              names = "--port",
              defaultValue = "${env:TILLGATE_PORT:-8080}",
              description = "the gateway's port (8080)")
          int port,
      @Option(
              names = "--psp-port",
              defaultValue = "${env:TILLGATE_PSP_PORT:-12111}",
              description = "the provider's port (12111)")
          int pspPort,
      @Option(
              names = "--data",
              defaultValue = "${env:TILLGATE_DATA:-./data}",
              description = "both keep their store there; it is taken up again (./data)")
          Path data)
      throws InterruptedException {
    return new UpCommand(port, pspPort, data).run();
  }

  @Command(
      name = "rehearse",
      description =
          "Sends orders through a gateway, so that those that serve later start and warm up sooner.",
      mixinStandardHelpOptions = true)
  int rehearse(
      @Option(names = "--cache", required = true, description = "the file to write") Path cache,
      @Option(
              names = "--seconds",
              defaultValue = "10",
              description = "how long, 1 to 600 (${DEFAULT-VALUE})")
          int seconds)
      throws IOException, InterruptedException {
    return new Rehearsal(cache, seconds).run();
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new SystemCommand());
    line.addSubcommand(StormCommand.line());
    line.setParameterExceptionHandler((problem, arguments) -> badUsage(problem));
    line.setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
    return line;
  }

  /** One line says what was expected. */
  private static int badUsage(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(problem.getMessage() + "; see " + name + " --help");
    return ExitCode.USAGE;
  }

  private static int failed(Exception failure, CommandLine command) throws Exception {
    int status =
        switch (failure) {
          case DataHeldException held -> DATA_HELD;
          case StoreHeld held -> DATA_HELD;
          case IllegalArgumentException wrong -> ExitCode.USAGE;
          case IllegalStateException wrong -> ExitCode.SOFTWARE;
          case JavalinBindException taken -> ExitCode.SOFTWARE;
          default -> throw failure;
        };
    command.getErr().println("tillgate: " + failure.getMessage());
    return status;
  }
}
