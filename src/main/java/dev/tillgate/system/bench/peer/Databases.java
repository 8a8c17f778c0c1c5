package dev.tillgate.system.bench.peer;

import dev.tillgate.system.bench.measure.Jvm;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases for an engine that has a server, one for every trial. */
final class Databases implements AutoCloseable {
  private final AtomicInteger made = new AtomicInteger();
  private final Process process;
  private final ServerProcess.Held server;

  private Databases(Process process, ServerProcess.Held server) {
    this.process = process;
    this.server = server;
  }

  /** Starts the server; nothing for an engine that has none. */
  static Optional<Databases> on(Engine engine, Path directory, Jvm jvm)
      throws IOException, InterruptedException {
    return switch (engine) {
      case SQLITE -> Optional.empty();
      case POSTGRESQL -> Optional.of(start(directory, jvm));
    };
  }

  private static Databases start(Path directory, Jvm jvm) throws IOException, InterruptedException {
    Process process = jvm.start(ServerProcess.class, directory.toString());
    return new Databases(process, Jvm.next(process, ServerProcess.Held.class));
  }

  /** The number of the server's first process. */
  long server() {
    return server.pid();
  }

  /** The URL of a new, empty one. */
  String fresh() {
    String name = "trial_" + made.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(server.url());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("no database can be made", e);
    }
    return server.url().replaceFirst("/[^/?]*([?]|$)", "/" + name + "$1");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    int unused = process.waitFor();
  }
}
