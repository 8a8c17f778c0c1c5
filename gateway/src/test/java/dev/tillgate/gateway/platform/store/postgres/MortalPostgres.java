package dev.tillgate.gateway.platform.store.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A real PostgreSQL for one test, which may crash. Only a commit writes its log out, so that a
 * crash loses whatever was not committed, and the server forgets that it ever gave it a number.
 */
final class MortalPostgres implements Closeable {
  private final Path data;
  private final int port;
  private final AtomicReference<EmbeddedPostgres> server = new AtomicReference<>();

  private MortalPostgres(Path data) throws IOException {
    this.data = data;
    server.set(builder().start());
    port = server.get().getPort();
  }

  /** One that keeps its files in that directory. */
  static MortalPostgres in(Path data) throws IOException {
    return new MortalPostgres(data);
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("autovacuum", "off")
        .setServerConfig("wal_writer_delay", "10s");
  }

  String url() {
    return server.get().getJdbcUrl("postgres", "postgres");
  }

  /** Ends it where it stands, and starts it again on what is on disk. */
  void crash() throws IOException, InterruptedException {
    end();
    server.set(builder().setPort(port).start());
  }

  /** SIGQUIT: PostgreSQL's manual calls it "immediate shutdown", and what follows it, recovery. */
  private void end() throws IOException, InterruptedException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
    ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
    process.onExit().join();
    server.get().close(); // The library holds a lock on the files.
  }

  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
