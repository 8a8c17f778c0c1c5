package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** FLT-D12: one data directory, one gateway. */
@Timeout(60)
class DataLockTest {
  @TempDir private Path directory;

  @Test
  void aSecondOpenerIsRefusedAndTheFirstIsUnharmed() {
    try (Database first = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      assertThatThrownBy(() -> SqliteDatabase.open(directory, TestStore.OPTIONS))
          .isInstanceOf(DataHeldException.class)
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("--data");

      int written = first.write(tx -> 7);
      assertThat(written).isEqualTo(7);
    }
  }

  @Test
  void whoeverComesAfterTheFirstHasClosedIsLetIn() {
    SqliteDatabase.open(directory, TestStore.OPTIONS).close();

    SqliteDatabase.open(directory, TestStore.OPTIONS).close();
  }

  @Test
  void anotherProcessIsRefusedUntilThisOneLetsGo() throws Exception {
    DataLock held = DataLock.take(directory);
    assertThat(tryInAnotherProcess()).isEqualTo("refused");

    held.close();

    assertThat(tryInAnotherProcess()).isEqualTo("taken");
  }

  @Test
  void aPlaceThatCannotBeADirectoryIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> SqliteDatabase.open(file.resolve("data"), TestStore.OPTIONS))
        .hasMessageContaining("cannot make the data directory")
        .hasMessageContaining(file.toString());
  }

  @Test
  void aDirectoryThatCannotBeLockedIsNamedWithWhatToLookAt() throws IOException {
    Files.createDirectory(directory.resolve("lock"));

    assertThatThrownBy(() -> SqliteDatabase.open(directory, TestStore.OPTIONS))
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("writable");
  }

  @Test
  void aFileThatIsNoDatabaseFailsTheStartAndFreesTheLock() throws IOException {
    Files.writeString(directory.resolve("tillgate.db"), "not a database ".repeat(1000));
    assertThatThrownBy(() -> SqliteDatabase.open(directory, TestStore.OPTIONS))
        .isInstanceOf(RuntimeException.class);

    Files.delete(directory.resolve("tillgate.db"));

    SqliteDatabase.open(directory, TestStore.OPTIONS).close();
  }

  private String tryInAnotherProcess() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      return output.readLine();
    } finally {
      process.waitFor();
    }
  }

  /** The other process. */
  static final class Other {
    private Other() {}

    public static void main(String[] arguments) {
      try {
        DataLock.take(Path.of(arguments[0])).close();
        System.out.println("taken");
      } catch (DataHeldException e) {
        System.out.println("refused");
      }
    }
  }
}
