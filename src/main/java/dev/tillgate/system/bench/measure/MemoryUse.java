package dev.tillgate.system.bench.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Looks at another process's memory: what the system counts, and what its heap holds. */
public final class MemoryUse implements AutoCloseable {
  private static final long EVERY_MILLIS = 500;
  private static final int KIBI = 1_024;

  private final LongSupplier pid;
  private final AtomicLong peak = new AtomicLong();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /**
   * Looks twice a second from now on.
   *
   * @param pid whose memory; it may be another process each time
   */
  public MemoryUse(LongSupplier pid) {
    this.pid = pid;
    var unused = ticker.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    peak.accumulateAndGet(resident(), Math::max);
  }

  /** Mebibytes of memory the process holds now; 0 when it is gone. */
  public long resident() {
    List<String> lines = said("ps", "-o", "rss=", "-p", String.valueOf(pid.getAsLong()));
    return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip()) / KIBI;
  }

  /** The most ever seen, in mebibytes. */
  public long peak() {
    return peak.get();
  }

  /** Mebibytes of its heap that are in use after a full collection. */
  public long live() {
    Path jcmd = Path.of(System.getProperty("java.home")).resolve("bin").resolve("jcmd");
    String total =
        said(jcmd.toString(), String.valueOf(pid.getAsLong()), "GC.class_histogram").getLast();
    String[] columns = total.strip().split("\\s+", -1);
    return Long.parseLong(columns[columns.length - 1]) / KIBI / KIBI;
  }

  private static List<String> said(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader reader = process.inputReader()) {
        return reader.lines().filter(line -> !line.isBlank()).toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
  }
}
