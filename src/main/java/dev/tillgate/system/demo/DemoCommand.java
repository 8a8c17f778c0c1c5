package dev.tillgate.system.demo;

import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Playground;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.UntilStopped;
import dev.tillgate.system.playground.Wiring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;

/** {@code demo}: the whole story, then exit 0; exit 1 when something is not as it must be. */
public final class DemoCommand {
  private static final int WRONG = 1;

  private final Terminal out = new Terminal(System.out);
  private final boolean keep;

  /**
   * A demo not yet told.
   *
   * @param keep whether everything is left running at the end, until it is stopped from outside
   */
  public DemoCommand(boolean keep) {
    this.keep = keep;
  }

  /** Tells it; the exit status. */
  public int run() throws IOException, InterruptedException {
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
      Shop shop = playground.shop(() -> UUID.randomUUID().toString());
      new Story(shop, playground.provider().psp(), audience, out).tell();
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
