package dev.tillgate.system.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.process.ShippedJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the gateway's jar as it ships, run by a process of its own until it ends. */
public final class ShippedCommand {
  private ShippedCommand() {}

  /** What it said, on either output, and its exit status. */
  public record Said(int status, List<String> lines) {}

  /** Runs it with these arguments; the first is its name. */
  public static Said run(String... arguments) throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"));
    ProcessBuilder builder =
        new ProcessBuilder(ShippedJar.GATEWAY.command(java, List.of(arguments)));
    builder.environment().keySet().removeIf(name -> name.startsWith("TILLGATE_"));
    Process process = builder.redirectErrorStream(true).start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(process.waitFor(Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), lines);
  }
}
