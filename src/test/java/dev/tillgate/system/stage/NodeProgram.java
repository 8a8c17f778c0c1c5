package dev.tillgate.system.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A program for Node with its packages, beside the tests' other output. */
public final class NodeProgram {
  private static final Path SOURCE = Path.of("test/node");
  private static final Path HOME = Path.of("target/node");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "verify.mjs");

  private NodeProgram() {}

  /** Installs what the lock file names; the test is skipped without Node, but never on CI. */
  public static void install() throws IOException, InterruptedException {
    if (System.getenv("CI") == null) {
      assumeTrue(
          Stream.of("node", "npm").allMatch(NodeProgram::isOnThePath),
          "node and npm are not on the path: no receiver in JavaScript judges what is sent");
    }
    Files.createDirectories(HOME);
    for (String file : FILES) {
      Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> unused = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
  }

  private static boolean isOnThePath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Has it look at what is in the file, and returns what it printed. */
  public static List<String> verify(String json) throws IOException, InterruptedException {
    Files.writeString(HOME.resolve("messages.json"), json);
    return run("node", "verify.mjs", "messages.json");
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Path errors = HOME.resolve("stderr.log");
    Process process =
        new ProcessBuilder(command).directory(HOME.toFile()).redirectError(errors.toFile()).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor())
        .as("%s: %s %s", String.join(" ", command), lines, Files.readString(errors))
        .isZero();
    return lines;
  }
}
