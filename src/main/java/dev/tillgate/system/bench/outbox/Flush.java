package dev.tillgate.system.bench.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.system.bench.measure.Latencies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the disk takes to keep what it was given: measured, and made longer for a process. */
final class Flush {
  private static final Pattern FLAG = Pattern.compile("(\\d{1,6})(us|ms)");
  private static final Duration MAX = Duration.ofSeconds(1);
  private static final String SOURCE = "slow-flush.c";
  private static final int PAGE = 4_096;
  private static final int TIMES = 25;

  private Flush() {}

  /** The flag {@code --flush}, such as {@code 2ms} or {@code 500us}. */
  static Duration parse(String flag) {
    Matcher matcher = FLAG.matcher(flag);
    if (matcher.matches()) {
      long micros = Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("ms") ? 1_000 : 1);
      Duration flush = Duration.ofNanos(micros * 1_000);
      if (flush.compareTo(MAX) <= 0) {
        return flush;
      }
    }
    throw new IllegalArgumentException("--flush must be 0ms to 1000ms (or in us), not " + flag);
  }

  /**
   * The environment of a process whose flushes take so long at least; empty for zero.
   *
   * @param scratch where the library for it is built
   * @throws IllegalStateException when that cannot be done on this machine, saying why
   */
  static Map<String, String> atLeast(Duration flush, Path scratch)
      throws IOException, InterruptedException {
    if (flush.isZero()) {
      return Map.of();
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new IllegalStateException("--flush works on Linux only");
    }
    Path source = scratch.resolve(SOURCE);
    try (InputStream in = Flush.class.getResourceAsStream(SOURCE)) {
      Files.write(source, Objects.requireNonNull(in).readAllBytes());
    }
    Path library = scratch.resolve("slow-flush.so");
    compile(
        "cc",
        "-shared",
        "-fPIC",
        "-DFLUSH_NANOS=" + flush.toNanos() + "L",
        "-o",
        library.toString(),
        source.toString(),
        "-ldl");
    return Map.of("LD_PRELOAD", library.toString());
  }

  private static void compile(String... command) throws InterruptedException {
    try {
      Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(compiler.getInputStream().readAllBytes(), UTF_8);
      if (compiler.waitFor() != 0) {
        throw new IllegalStateException("--flush: cc failed: " + said);
      }
    } catch (IOException none) {
      throw new IllegalStateException("--flush needs a C compiler, cc, and there is none", none);
    }
  }

  /** The median of some flushes of a page in that directory, in milliseconds. */
  static double medianMillis(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "flush", "");
    List<Long> nanos = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < TIMES; i++) {
        channel.write(ByteBuffer.allocate(PAGE));
        long begin = System.nanoTime();
        channel.force(false);
        nanos.add(System.nanoTime() - begin);
      }
    }
    return new Latencies(nanos).millis(0.5);
  }
}
