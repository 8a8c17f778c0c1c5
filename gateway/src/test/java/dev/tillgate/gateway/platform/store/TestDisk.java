package dev.tillgate.gateway.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Where tests write: a file system in memory, where the machine has one with room enough. The files
 * are real ones and outlive a killed process; only the wait for a disk is saved, a third of the
 * whole run, for no test cuts the power.
 */
public final class TestDisk implements TempDirFactory {
  private static final Path MEMORY = Path.of("/dev/shm");

  // The databases that the tests of several JVMs make in one PostgreSQL each, twice over.
  private static final long ROOM_BYTES = 8L << 30;

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    return make("junit-");
  }

  /** Makes a new directory; whoever asked for it deletes it. */
  static Path make(String prefix) throws IOException {
    return hasRoom()
        ? Files.createTempDirectory(MEMORY, prefix)
        : Files.createTempDirectory(prefix);
  }

  private static boolean hasRoom() throws IOException {
    return Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() >= ROOM_BYTES;
  }

  /** Deletes it with all that is in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    }
  }
}
