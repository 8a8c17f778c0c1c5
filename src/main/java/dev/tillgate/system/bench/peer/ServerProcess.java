package dev.tillgate.system.bench.peer;

import dev.tillgate.system.bench.measure.Jvm;
import dev.tillgate.system.playground.OwnPostgres;
import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a PostgreSQL server, which has its environment, until its input ends. */
final class ServerProcess {
  private ServerProcess() {}

  /**
   * What it says.
   *
   * @param pid of the server's first process
   */
  record Held(String url, long pid) {}

  /** The directory. */
  public static void main(String[] arguments) throws IOException {
    OwnPostgres server = OwnPostgres.in(Path.of(arguments[0]));
    // Whatever ends this process must end the server, which would outlive it.
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    Jvm.say(new Held(server.url(), server.pid()));
    while (System.in.read() >= 0) {
      // Nobody says anything.
    }
    System.exit(0);
  }
}
