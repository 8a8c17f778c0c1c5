package dev.tillgate.system.demo;

import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Playground;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.UntilStopped;
import dev.tillgate.system.playground.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the whole story, then exit 0; exit 1 when something is not as it must be. */
@Command(
    name = "demo",
    description = "Tells the whole story on loopback sockets and a temporary store, then ends.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int WRONG = 1;

  private final Terminal out = new Terminal(System.out);

  @Option(
      names = "--keep",
      defaultValue = "${env:TILLGATE_KEEP:-false}",
      description = "leave everything running at the end, until Ctrl-C")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-demo-");
    Path log = scratch.directory().resolve("demo.log");
    LogFile.at(log, "INFO");
    try {
      play(scratch);
      return 0;
    } catch (IllegalStateException | UncheckedIOException e) {
      out.blank();
      out.line("The demo went wrong: " + e.getMessage());
      out.line("What the gateway and the provider say about it is in " + log);
      return WRONG;
    }
  }

  private void play(Scratch scratch) throws InterruptedException {
    try (Audience audience = new Audience();
        Playground playground =
            Playground.start(Wiring.onFreePorts(scratch.directory(), Patience.SHORT))) {
      out.line(Scenery.opening(playground.wiring(), audience));
      new Story(playground.shop(), playground.provider(), audience, out).tell();
      out.line(keep ? Scenery.kept(playground.wiring()) : Scenery.ending());
      if (keep) {
        UntilStopped.then(() -> {
          playground.close();
          scratch.delete();
        });
      }
    }
    scratch.delete();
  }
}
