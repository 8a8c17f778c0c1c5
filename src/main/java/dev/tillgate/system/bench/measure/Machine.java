package dev.tillgate.system.bench.measure;

import java.lang.management.ManagementFactory;

/** What a measurement ran on; without it a number means nothing. */
public final class Machine {
  private Machine() {}

  /** The system, its processors and load, and the Java. */
  public static String described() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return "%s %s, %d processors, load %.1f, Java %s"
        .formatted(
            system.getName(),
            system.getArch(),
            system.getAvailableProcessors(),
            system.getSystemLoadAverage(),
            Runtime.version());
  }
}
