package dev.tillgate.system.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.process.ShippedJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a command printed, and how it ended. */
public record Said(int status, List<String> lines) {
  /** Runs a command of the gateway's jar as it ships; the first argument is its name. */
  public static Said by(String... arguments) throws InterruptedException {
    return by(ShippedJar.GATEWAY.command(List.of(arguments)));
  }

  /** Runs the command to its end. */
  public static Said by(List<String> command) throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().keySet().removeIf(name -> name.startsWith("TILLGATE_"));
      Process process = builder.redirectErrorStream(true).start();
      List<String> lines =
          new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
      assertThat(process.waitFor(Stage.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return new Said(process.exitValue(), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
