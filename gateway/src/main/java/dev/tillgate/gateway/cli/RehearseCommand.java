package dev.tillgate.gateway.cli;

import dev.tillgate.gateway.Gateway;
import dev.tillgate.gateway.Settings;
import dev.tillgate.gateway.platform.Ambient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import picocli.CommandLine.Command;

/**
 * {@code rehearse}: a start from which the JVM learns for later ones. Nothing of the environment
 * counts, so that no store and no provider but its own is touched.
 */
@Command(
    name = "rehearse",
    description = {
      "Serves from a store of its own, answers one request and ends.",
      "With -XX:AOTCacheOutput=FILE the JVM (25 or newer) writes down what it",
      "loaded; with -XX:AOTCache=FILE serve then starts in half of the time."
    },
    mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Path directory = Files.createTempDirectory("tillgate-rehearsal-");
    try {
      return perform(settings(directory)) == 200 ? 0 : 1;
    } finally {
      delete(directory);
    }
  }

  /** The status of the one answer. */
  private static int perform(Settings settings) throws IOException {
    Ambient ambient = new Ambient(Clock.systemUTC(), new SecureRandom(), System::nanoTime);
    try (Gateway gateway = Gateway.start(settings, ambient, ServeCommand::halt)) {
      return answer(gateway.url().resolve("/healthz"));
    }
  }

  private static int answer(URI url) throws IOException {
    OkHttpClient client = new OkHttpClient();
    Request request = new Request.Builder().url(url.toString()).build();
    try (Response response = client.newCall(request).execute()) {
      return response.code();
    }
  }

  private static Settings settings(Path directory) {
    Flags<ServeFlags> flags = Flags.of(ServeFlags.class);
    flags.on(new ServeCommand(flags.values())).parseArgs(arguments(directory));
    LogSetup.to(flags.values().log());
    return new ServeOptions(flags.values()).settings();
  }

  private static String[] arguments(Path directory) {
    return new String[] {
      "--port=0",
      "--data=" + directory,
      "--psp-url=http://127.0.0.1:9", // Where nobody listens.
      "--psp-key=sk_test_rehearsal",
      "--callback-secret=whsec_cmVoZWFyc2FsIHJlaGVhcnNhbA=="
    };
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
