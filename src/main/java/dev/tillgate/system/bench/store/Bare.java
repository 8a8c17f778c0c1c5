package dev.tillgate.system.bench.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What the disk and the driver can do with nothing of ours between. */
final class Bare {
  private static final int PAGE = 4_096;
  private static final String INSERT = "INSERT INTO bench (id, body) VALUES (?, ?)";

  private final Path directory;
  private final byte[] body;
  private final AtomicLong ids = new AtomicLong();

  Bare(Path directory, byte[] body) {
    this.directory = directory;
    this.body = body;
  }

  /** How often a second a page is appended to a file and forced to the disk. */
  double flushes(Duration length) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("flushes"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long begin = System.nanoTime();
      int count = 0;
      for (; System.nanoTime() - begin < length.toNanos(); count++) {
        file.write(ByteBuffer.allocate(PAGE));
        file.force(false);
      }
      return count / ((System.nanoTime() - begin) / 1e9);
    }
  }

  /** Rows a second by the driver's batches of so many, one transaction each, as durable as ours. */
  double rows(int batch, Duration length) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("bare.db"))) {
      prepare(connection);
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
        long begin = System.nanoTime();
        long rows = 0;
        for (; System.nanoTime() - begin < length.toNanos(); rows += batch) {
          add(insert, batch);
          connection.commit();
        }
        return rows / ((System.nanoTime() - begin) / 1e9);
      }
    }
  }

  private void add(PreparedStatement insert, int batch) throws SQLException {
    for (int i = 0; i < batch; i++) {
      insert.setLong(1, ids.incrementAndGet());
      insert.setBytes(2, body);
      insert.addBatch();
    }
    insert.executeBatch();
  }

  private static void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("CREATE TABLE IF NOT EXISTS " + StoreCommand.TABLE);
    }
  }
}
