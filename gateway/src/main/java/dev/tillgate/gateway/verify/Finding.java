package dev.tillgate.gateway.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of one invariant.
 *
 * @param name the invariant's
 * @param sentence what is to hold
 * @param checked things looked at
 * @param violated those of them for which it does not hold
 * @param examples up to {@value #EXAMPLES_MAX} of the latter
 */
public record Finding(
    String name, String sentence, long checked, long violated, List<String> examples) {
  /** How many of the offenders are named. */
  public static final int EXAMPLES_MAX = 10;

  public Finding {
    examples = List.copyOf(examples);
  }

  /** Of everything that was looked at, by the offenders. */
  static Finding of(String name, String sentence, long checked, List<String> offenders) {
    List<String> examples = offenders.stream().limit(EXAMPLES_MAX).toList();
    return new Finding(name, sentence, checked, offenders.size(), examples);
  }

  Finding with(List<String> offenders) {
    return new Finding(name, sentence, checked, violated, offenders);
  }

  /** Whether it holds for everything. */
  public boolean holds() {
    return violated == 0;
  }

  /** For a person: the verdict, then the offenders. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-5s  %-21s %8d checked %6d violated  %s"
            .formatted(holds() ? "ok" : "WRONG", name, checked, violated, sentence));
    examples.forEach(example -> lines.add("         " + example));
    if (violated > examples.size()) {
      lines.add("         … and %d more".formatted(violated - examples.size()));
    }
    return lines;
  }
}
