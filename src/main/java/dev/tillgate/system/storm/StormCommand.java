package dev.tillgate.system.storm;

import dev.tillgate.gateway.platform.Durations;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code storm}: exit 0 when everything ended right, 1 when something did not. */
@Command(
    name = "storm",
    description =
        "Many orders while callbacks and answers are lost and the gateway is killed; then verify.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class StormCommand implements Callable<Integer> {
  /** About a second everywhere, so that a storm is over in minutes. */
  public static final Patience PATIENCE =
      new Patience(List.of(Duration.ofMillis(500)), Duration.ofSeconds(2), 0.1);

  private static final int WRONG = 1;
  // Beyond the time that what nobody pays takes to expire.
  private static final Duration UNTIL_QUIET = Duration.ofSeconds(150);

  private final StormFlags flags;

  private StormCommand(StormFlags flags) {
    this.flags = flags;
  }

  /** The command with its flags. */
  public static CommandLine line() {
    CommandSpec flags = CommandSpec.forAnnotatedObject(StormFlags.class);
    CommandLine line = new CommandLine(new StormCommand((StormFlags) flags.userObject()));
    line.getCommandSpec().addMixin("flags", flags);
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Shape shape = shape();
    Scratch scratch = Scratch.make("tillgate-storm-");
    LogFile.at(scratch.directory().resolve("storm.log"), "WARN");
    System.out.printf(
        "storm: %d orders, %d kills, seed %d%n", shape.orders(), shape.kills(), shape.seed());
    Outcome outcome = new Storm(shape, nodes(), wiring(scratch), System.out::println).run();
    outcome.lines().forEach(System.out::println);
    return ended(outcome, shape, scratch);
  }

  private static int ended(Outcome outcome, Shape shape, Scratch scratch) throws IOException {
    System.out.printf(
        "%s, with the seed %d%n",
        outcome.isFine() ? "everything ended right" : "SOMETHING IS WRONG", shape.seed());
    if (outcome.isFine()) {
      scratch.delete();
      return 0;
    }
    Files.write(scratch.directory().resolve("wrong.txt"), outcome.wrong());
    System.out.println("the stores and the log are kept in " + scratch.directory());
    return WRONG;
  }

  private Wiring wiring(Scratch scratch) {
    Wiring wiring = Wiring.onFreePorts(scratch.directory(), PATIENCE);
    String database = flags.databaseUrl();
    return database == null ? wiring : wiring.on(database);
  }

  private Nodes nodes() {
    if (flags.nodes() > 1 && flags.databaseUrl() == null) {
      throw new IllegalArgumentException("--nodes: several gateways need --database-url");
    }
    return new Nodes(
        flags.nodes(),
        Nodes.ONE.lease(),
        Durations.parse(flags.pause()),
        Optional.ofNullable(flags.server()).map(command -> () -> run(command)));
  }

  private static void run(String command) {
    try {
      int status = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("--server ended with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Shape shape() {
    Long seed = flags.seed();
    Duration orderTtl = Durations.parse(flags.orderTtl());
    return new Shape(
        flags.orders(),
        flags.kills(),
        seed == null ? new SecureRandom().nextInt(1_000_000) : seed,
        flags.clients(),
        flags.rate(),
        orderTtl,
        orderTtl.plus(UNTIL_QUIET));
  }
}
