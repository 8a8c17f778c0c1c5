package dev.tillgate.system.storm;

import dev.tillgate.gateway.verify.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * How a storm ended.
 *
 * @param report of verify, with the provider's books
 * @param left what was still under way; empty when it was quiet
 * @param wrong what the shoppers, the provider or the subscriber know otherwise
 */
public record Outcome(Report report, String left, List<String> wrong, Toll toll) {
  private static final int WRONG_MAX = 30;

  public Outcome {
    wrong = List.copyOf(wrong);
  }

  /** Whether everything ended, and ended right. */
  public boolean isFine() {
    return left.isEmpty() && wrong.isEmpty() && report.agrees();
  }

  /** Everything there is to say about it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(report.lines());
    lines.addAll(toll.lines());
    if (!left.isEmpty()) {
      lines.add("WRONG  not quiet: " + left);
    }
    wrong.stream().limit(WRONG_MAX).forEach(sentence -> lines.add("WRONG  " + sentence));
    if (wrong.size() > WRONG_MAX) {
      lines.add("WRONG  … and %d more".formatted(wrong.size() - WRONG_MAX));
    }
    return lines;
  }
}
