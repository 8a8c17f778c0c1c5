package dev.tillgate.system.playground;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A PostgreSQL server of one's own on a free port, which may be killed. */
public final class OwnPostgres implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path data;
  private final int port = Ports.free();
  private final AtomicReference<EmbeddedPostgres> server = new AtomicReference<>();

  private OwnPostgres(Path data) {
    this.data = data;
    server.set(start());
  }

  /** One that keeps its files in that directory. */
  public static OwnPostgres in(Path data) {
    return new OwnPostgres(data);
  }

  /** The URL of its one database. */
  public String url() {
    return server.get().getJdbcUrl("postgres", "postgres");
  }

  /** The number the system knows its first process by; the others are that one's children. */
  public long pid() {
    return postmaster().pid();
  }

  /** Ends it without a word, as {@code kill -9} does, and starts it again on what is on disk. */
  public void crash() {
    ProcessHandle process = postmaster();
    process.destroyForcibly();
    process.onExit().join();
    letGo();
    // Its children may take a moment to notice, and no other may start before they have.
    server.set(
        Poll.until("the server to be back", PATIENCE, this::tried, Optional::isPresent)
            .orElseThrow());
  }

  /** The library holds a lock on the files, and finds nobody to stop. */
  private void letGo() {
    try {
      server.get().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessHandle postmaster() {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
          .setRegisterShutdownHook(false)
          .setPort(port)
          .setServerConfig("max_connections", "300")
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no PostgreSQL could be started; run as a user other than root, or where unshare may be used",
          e);
    }
  }

  /** At once (SIGQUIT): an orderly end would write out what nobody will read again. */
  @Override
  public void close() {
    ProcessHandle process = postmaster();
    try {
      new ProcessBuilder("kill", "-QUIT", String.valueOf(process.pid())).start().waitFor();
      process.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
