package dev.tillgate.system.bench.measure;

import java.util.Arrays;
import java.util.Collection;

/** Durations in order, for percentiles. Each percentile is one that was measured. */
public final class Latencies {
  /** Of the columns of {@link #row}. */
  public static final String HEADING =
      "%-20s %9s %9s %9s %9s %9s".formatted("milliseconds", "p50", "p90", "p99", "p99.9", "max");

  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] sortedNanos;

  public Latencies(Collection<Long> nanos) {
    sortedNanos = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  public int count() {
    return sortedNanos.length;
  }

  /** The smallest that at least this share, 0 to 1, of all does not exceed; NaN when empty. */
  public double millis(double share) {
    if (sortedNanos.length == 0) {
      return Double.NaN;
    }
    int index = Math.max(0, (int) Math.ceil(share * sortedNanos.length) - 1);
    return sortedNanos[index] / NANOS_PER_MILLI;
  }

  /** A line of a table: the name, and the percentiles in milliseconds. */
  public String row(String name) {
    return "%-20s %9.2f %9.2f %9.2f %9.2f %9.2f"
        .formatted(name, millis(0.5), millis(0.9), millis(0.99), millis(0.999), millis(1));
  }

  @Override
  public String toString() {
    return Arrays.toString(sortedNanos);
  }
}
