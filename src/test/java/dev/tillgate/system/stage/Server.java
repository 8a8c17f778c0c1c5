package dev.tillgate.system.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Wiring;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server that runs as a process of its own: it can be asked to stop, and it can be killed. */
public final class Server implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;

  private Server(Process process) {
    this.process = process;
  }

  /** The gateway, as in production but for its waits; returns when it serves. */
  public static Server gateway(Wiring wiring) {
    Server server = start(ShippedJar.GATEWAY.command(serve(wiring)), wiring.data());
    server.awaitLine("tillgate ready on " + wiring.gatewayUrl());
    return server;
  }

  /** A gateway that is expected not to start. */
  public static Server refusedGateway(Wiring wiring) {
    return start(ShippedJar.GATEWAY.command(serve(wiring)), wiring.data());
  }

  /** The provider; returns when it serves. */
  public static Server mockPsp(Wiring wiring) {
    List<String> arguments =
        List.of(
            "--port=" + wiring.pspPort(),
            "--data=" + wiring.data().resolve("mock-psp"),
            "--callback=" + wiring.callbackUrl(),
            "--callback-secret=" + Wiring.CALLBACK_SECRET,
            "--retry-scale=" + wiring.patience().callbackRetryScale());
    Server server = start(ShippedJar.MOCK_PSP.command(arguments), wiring.data());
    server.awaitLine("mock-psp ready on " + wiring.pspUrl());
    return server;
  }

  private static List<String> serve(Wiring wiring) {
    List<String> arguments = new ArrayList<>();
    arguments.add("serve");
    arguments.add("--port=" + wiring.port());
    arguments.add("--data=" + wiring.gatewayData());
    arguments.add("--api-key=" + Wiring.API_KEY);
    arguments.add("--psp-url=" + wiring.pspUrl());
    arguments.add("--psp-key=" + Wiring.PSP_KEY);
    arguments.add("--callback-secret=" + Wiring.CALLBACK_SECRET);
    arguments.add("--callback-source=github=github");
    arguments.add("--callback-source-secret=github=" + Wiring.GITHUB_SECRET);
    arguments.add("--reconcile-after=" + wiring.patience().reconcileAfter());
    arguments.add("--retry-waits=" + wiring.patience().retryWaits().getFirst());
    arguments.add("--allow-private-networks");
    return arguments;
  }

  private static Server start(List<String> command, Path data) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.appendTo(data.resolve("stderr.log").toFile()));
      builder.environment().keySet().removeIf(name -> name.startsWith("TILLGATE_"));
      return new Server(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitLine(String expected) {
    CompletableFuture<String> line = CompletableFuture.supplyAsync(this::readLine);
    assertThat(line.orTimeout(START.toSeconds(), TimeUnit.SECONDS).join()).isEqualTo(expected);
  }

  private String readLine() {
    try {
      BufferedReader reader = process.inputReader();
      return reader.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it without a word, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    HttpClient.hangUp();
  }

  /** Asks it to stop (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /** Its exit status; fails when it has not ended in time. */
  public int exitStatus(Duration within) throws InterruptedException {
    assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
        .as("the process ended within %s", within)
        .isTrue();
    HttpClient.hangUp();
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
