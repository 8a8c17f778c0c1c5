package dev.tillgate.system.process;

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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A server that runs as a process of its own: it can be asked to stop, and it can be killed. */
public final class Server implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

  private final Process process;

  private Server(Process process) {
    this.process = process;
  }

  /**
   * The gateway, as in production but for its waits; returns when it serves.
   *
   * @param flags more flags of {@code serve}, such as {@code --order-ttl=PT1M}
   */
  public static Server gateway(Wiring wiring, String... flags) {
    return ready(ShippedJar.GATEWAY.command(serve(wiring, flags)), wiring);
  }

  /**
   * As the launcher starts it, for minutes of hard work in so much heap; one byte more ends the
   * process.
   */
  public static Server busyGateway(Wiring wiring, int heapMebibytes, String... flags) {
    List<String> options = new ArrayList<>(ShippedJar.serving());
    options.addAll(ShippedJar.rehearsed());
    options.add("-Xmx" + heapMebibytes + "m");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add(NATIVE_ACCESS);
    return ready(ShippedJar.GATEWAY.command(options, serve(wiring, flags)), wiring);
  }

  /**
   * As the launcher starts it, but its JVM writes what it learns to that file when it is stopped.
   */
  public static Server learning(Wiring wiring, Path cache) {
    List<String> options = launching(List.of("-XX:AOTCacheOutput=" + cache));
    return ready(ShippedJar.GATEWAY.command(options, serve(wiring)), wiring);
  }

  /** The same as the launcher starts it, with those options more, while it may not serve yet. */
  public static Server launched(Wiring wiring, List<String> options) {
    return start(ShippedJar.GATEWAY.command(launching(options), serve(wiring)), wiring.data());
  }

  /**
   * Another program, started in the same way, to compare with.
   *
   * @param main on this process's class path
   * @param data where it logs to
   */
  public static Server compared(
      Class<?> main, List<String> options, List<String> arguments, Path data) {
    return start(ShippedJar.command(main, launching(options), arguments), data);
  }

  private static List<String> launching(List<String> options) {
    List<String> all = new ArrayList<>(ShippedJar.serving());
    all.addAll(options);
    all.add(NATIVE_ACCESS);
    return all;
  }

  /** A gateway of a later version: with what that directory adds to its resources. */
  public static Server gatewayWith(Path more, Wiring wiring, String... flags) {
    return ready(ShippedJar.GATEWAY.commandWith(more, serve(wiring, flags)), wiring);
  }

  private static Server ready(List<String> command, Wiring wiring) {
    Server server = start(command, wiring.data());
    server.awaitLine("tillgate ready on " + wiring.gatewayUrl());
    return server;
  }

  /** A gateway that is expected not to start. */
  public static Server refusedGateway(Wiring wiring, String... flags) {
    return start(ShippedJar.GATEWAY.command(serve(wiring, flags)), wiring.data());
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

  private static List<String> serve(Wiring wiring, String... flags) {
    List<String> arguments = new ArrayList<>();
    arguments.add("serve");
    arguments.add("--port=" + wiring.port());
    arguments.add("--data=" + wiring.gatewayData());
    wiring.databaseUrl().ifPresent(url -> arguments.add("--database-url=" + url));
    arguments.add("--api-key=" + Wiring.API_KEY);
    arguments.add("--psp-url=" + wiring.pspUrl());
    arguments.add("--psp-key=" + Wiring.PSP_KEY);
    arguments.add("--callback-secret=" + Wiring.CALLBACK_SECRET);
    arguments.add("--callback-source=github=github");
    arguments.add("--callback-source-secret=github=" + Wiring.GITHUB_SECRET);
    arguments.add("--reconcile-after=" + wiring.patience().reconcileAfter());
    arguments.add("--retry-waits=" + wiring.patience().retryWaits().getFirst());
    arguments.add("--allow-private-networks");
    arguments.addAll(List.of(flags));
    return arguments;
  }

  private static Server start(List<String> command, Path data) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
      builder.environment().keySet().removeIf(name -> name.startsWith("TILLGATE_"));
      return new Server(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the processes of that wiring log to. */
  public static Path log(Wiring wiring) {
    return log(wiring.data());
  }

  private static Path log(Path data) {
    return data.resolve("stderr.log");
  }

  private void awaitLine(String expected) {
    CompletableFuture<String> line = CompletableFuture.supplyAsync(this::readLine);
    try {
      String said = line.orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
      if (!expected.equals(said)) {
        throw new IllegalStateException("expected \"" + expected + "\", it said " + said);
      }
    } catch (CompletionException | IllegalStateException e) {
      process.destroyForcibly();
      throw new IllegalStateException("a server did not start: " + e.getMessage(), e);
    }
  }

  private String readLine() {
    try {
      BufferedReader reader = process.inputReader();
      return String.valueOf(reader.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number the system knows it by. */
  public long pid() {
    return process.pid();
  }

  /** The processor time it has used. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it without a word, as {@code kill -9} does. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    HttpClient.hangUp();
  }

  /** Stops it where it stands (SIGSTOP): its memory and its connections stay. */
  public void pause() throws InterruptedException {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT), knowing nothing of the time that has passed. */
  public void goOn() throws InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks it to stop (SIGTERM). */
  public void terminate() {
    process.destroy();
  }

  /**
   * Its exit status.
   *
   * @throws IllegalStateException when it has not ended in time
   */
  public int exitStatus(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the process did not end within " + within);
    }
    HttpClient.hangUp();
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
