package dev.tillgate.system.bench.measure;

import dev.tillgate.system.process.ShippedJar;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts processes with this one's class path, and hears what they say: one line of JSON.
 *
 * @param environment what is put over this process's own
 */
public record Jvm(Map<String, String> environment) {
  // A library may print something too.
  private static final String SAID = "said ";

  public Jvm {
    environment = Map.copyOf(environment);
  }

  /** Says something to the process that started this one. */
  public static void say(Object something) {
    System.out.println(SAID + written(something));
  }

  /** As an argument for a process. */
  public static String written(Object something) {
    return JsonMapper.shared().writeValueAsString(something);
  }

  /** An argument of this process. */
  public static <T> T heard(String written, Class<T> type) {
    return JsonMapper.shared().readValue(written, type);
  }

  /** Starts one; what it complains of is seen. */
  public Process start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home")).resolve("bin").resolve("java").toString());
    command.addAll(ShippedJar.ofEach());
    command.addAll(List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT).environment().putAll(environment);
    return builder.start();
  }

  /**
   * The next thing it says.
   *
   * @throws IllegalStateException when it ends without a word
   */
  public static <T> T next(Process process, Class<T> type)
      throws IOException, InterruptedException {
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(SAID)) {
        return heard(line.substring(SAID.length()), type);
      }
    }
    throw new IllegalStateException("a process ended with status " + process.waitFor());
  }
}
