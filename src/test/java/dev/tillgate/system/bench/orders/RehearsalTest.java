package dev.tillgate.system.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.system.SystemCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** From Java 25 on; an older one would be refused. */
@EnabledForJreRange(minVersion = 25)
class RehearsalTest {
  private static final String SHOP = "jdbc:postgresql://127.0.0.1:9/shop?user=shop";

  @TempDir private Path directory;

  @Test
  void aRehearsalWritesItsCacheAndStaysAwayFromTheStoreOfTheEnvironment() throws Exception {
    Path cache = Files.writeString(directory.resolve("serve.aot"), "of older jars");

    Process rehearsal = rehearse("--cache=" + cache, "--seconds=1");
    String said = new String(rehearsal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(rehearsal.waitFor()).as(said).isZero();
    assertThat(said).contains("rehearsed for 1 s").contains(cache.toString());
    assertThat(Files.size(cache)).isGreaterThan(1 << 20);
  }

  @Test
  void whereNothingCanBeWrittenNothingIsRehearsed() {
    Path nowhere = directory.resolve("no-such-directory/serve.aot");

    assertThatThrownBy(() -> new Rehearsal(nowhere, 1)).hasMessageContaining("--cache");
  }

  @Test
  void aRehearsalHasALength() {
    assertThatThrownBy(() -> new Rehearsal(directory, 0)).hasMessageContaining("--seconds");
  }

  private static Process rehearse(String... flags) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dtillgate.short-lived=true",
            "-Dtillgate.gateway.jar=" + System.getProperty("tillgate.gateway.jar"),
            "-cp",
            System.getProperty("java.class.path"),
            SystemCommand.class.getName(),
            "rehearse",
            flags[0],
            flags[1]);
    builder.environment().put("TILLGATE_DATABASE_URL", SHOP);
    return builder.redirectErrorStream(true).start();
  }
}
