package dev.tillgate.system.bench.measure;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle one of what several rounds gave. */
public final class Median {
  private Median() {}

  /** The upper of the two in the middle when there is an even number. */
  public static <T> double of(Collection<T> rounds, ToDoubleFunction<T> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
