package dev.tillgate.system.bench;

import java.lang.management.ManagementFactory;

/** What a measurement ran on; without it a number means nothing. */
final class Machine {
  private Machine() {}

  static String described() {
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
