package dev.tillgate.system.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillgate.system.process.ShippedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A JVM that is too old says so, instead of a stack trace. */
class OldJavaTest {
  private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");

  @ParameterizedTest
  @EnumSource
  void aJvmThatIsTooOldSaysSoInOneSentence(ShippedJar jar) throws Exception {
    Optional<Path> java17 = java17();
    assumeTrue(java17.isPresent(), "there is no Java 17 in " + USUAL_PLACE);

    Process process =
        new ProcessBuilder(jar.command(java17.get(), List.of("--help")))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said.strip()).contains("needs Java 21 or newer; this is Java 17").hasLineCount(1);
  }

  private static Optional<Path> java17() throws IOException {
    if (!Files.isDirectory(USUAL_PLACE)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(USUAL_PLACE)) {
      return homes.filter(OldJavaTest::isJava17).findAny();
    }
  }

  private static boolean isJava17(Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"17");
    } catch (IOException e) {
      return false;
    }
  }
}
