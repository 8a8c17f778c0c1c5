package dev.tillgate.system.stage;

import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A PostgreSQL server of one test's own, which may be killed. */
public final class OwnPostgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path data;
  private final int port = Ports.free();
  private EmbeddedPostgres server;

  private OwnPostgres(Path data) {
    this.data = data;
    this.server = start();
  }

  /** One that keeps its files in that directory. */
  public static OwnPostgres in(Path data) {
    return new OwnPostgres(data);
  }

  /** The URL of its one database. */
  public String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** Ends it without a word, as {@code kill -9} does, and starts it again on what is on disk. */
  public void crash() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
      ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Its children may take a moment to notice, and no other may start before they have.
    server =
        Poll.until("the server to be back", PATIENCE, this::tried, Optional::isPresent)
            .orElseThrow();
  }

  private Optional<EmbeddedPostgres> tried() {
    try {
      return Optional.of(start());
    } catch (UncheckedIOException | IllegalStateException notYet) {
      return Optional.empty();
    }
  }

  private EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(data)
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("max_connections", "100")
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
