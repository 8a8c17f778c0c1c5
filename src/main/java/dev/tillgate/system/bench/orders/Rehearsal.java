package dev.tillgate.system.bench.orders;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code rehearse}: whole orders through a gateway whose JVM writes down which classes it linked
 * and how they were used, for those that start later. All of it on loopback and in a directory of
 * its own.
 */
public final class Rehearsal {
  private static final int CLIENTS = 16;
  private static final int SECONDS_MAX = 600;
  private static final int SINCE = 25;

  private final Path cache;
  private final Duration length;

  /**
   * @param cache where it is written
   * @throws IllegalArgumentException when the seconds are out of their bounds, there is no such
   *     directory, or this Java is older than 25
   */
  public Rehearsal(Path cache, int seconds) {
    Flags.requireBetween("--seconds", seconds, SECONDS_MAX);
    if (Runtime.version().feature() < SINCE) {
      throw new IllegalArgumentException(
          "a rehearsal is for Java " + SINCE + " and newer; before, serve keeps an archive");
    }
    this.cache = cache.toAbsolutePath();
    if (!Files.isDirectory(this.cache.resolveSibling("."))) {
      throw new IllegalArgumentException(
          "--cache is a file in a directory that is there: " + cache);
    }
    this.length = Duration.ofSeconds(seconds);
  }

  /** Rehearses, and returns the exit status: 1 when nothing was written. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-rehearsal-");
    LogFile.at(scratch.directory().resolve("rehearsal.log"), "WARN");
    Files.deleteIfExists(cache); // Of older jars, perhaps.
    try (ShippedSite site = ShippedSite.learning(scratch.directory(), cache)) {
      ClosedLoop.Run run = new ClosedLoop(CLIENTS).run(site, length);
      site.stop();
      System.out.printf(
          "rehearsed for %d s at %.0f orders/s: %s%n", length.toSeconds(), run.perSecond(), cache);
    }
    scratch.delete();
    return Files.isRegularFile(cache) ? 0 : 1;
  }
}
