package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.DataHeldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to write one data directory: an operating-system lock on its {@code lock} file, so that
 * it ends with the process however that dies.
 */
final class DataLock implements AutoCloseable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock or throws {@link DataHeldException}; never waits. */
  static DataLock take(Path directory) {
    try {
      FileChannel channel = open(directory.resolve("lock"));
      if (tryLock(channel) == null) {
        channel.close();
        throw new DataHeldException(
            "another process holds the data in "
                + directory
                + "; stop it first or use another --data");
      }
      return new DataLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + directory + ": is it writable?", e);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /** Null when held, by another process or (tests) by this one. */
  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
