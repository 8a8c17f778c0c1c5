package dev.tillgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {

  @TempDir private Path directory;

  @Test
  void aRehearsalTouchesNoStoreButItsOwnAndLeavesNothing() throws Exception {
    List<Path> before = rehearsals();

    CommandLineTest.Outcome outcome =
        CommandLineTest.run(
            Map.of(
                "TILLGATE_DATABASE_URL", "jdbc:postgresql://127.0.0.1:9/shop?user=shop",
                "TILLGATE_DATA", directory.toString(),
                "TILLGATE_PORT", "1"),
            "rehearse");

    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(directory).isEmptyDirectory();
    assertThat(rehearsals()).isEqualTo(before);
  }

  private static List<Path> rehearsals() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("tillgate-rehearsal-"))
          .sorted()
          .toList();
    }
  }
}
