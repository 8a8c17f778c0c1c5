package dev.tillgate.system.bench.peer;

import dev.tillgate.system.bench.measure.Jvm;
import dev.tillgate.system.playground.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A site of its own for every trial, on one engine. */
public final class Sites implements AutoCloseable {
  private final Path directory;
  private final Optional<Databases> databases;

  private Sites(Path directory, Optional<Databases> databases) {
    this.directory = directory;
    this.databases = databases;
  }

  /** Below that directory; starts the engine's server when it has one. */
  public static Sites on(Engine engine, Path directory, Jvm jvm)
      throws IOException, InterruptedException {
    return new Sites(directory, Databases.on(engine, directory.resolve("postgres"), jvm));
  }

  /**
   * The next.
   *
   * @param name of its directory, which no other one has
   */
  public Site fresh(String name) throws IOException {
    return new Site(
        Files.createDirectories(directory.resolve(name)),
        databases.map(Databases::fresh),
        databases.map(Databases::server).orElse(Site.NO_SERVER),
        Ports.free());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (databases.isPresent()) {
      databases.get().close();
    }
  }
}
