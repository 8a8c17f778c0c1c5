package dev.tillgate.gateway.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Everything one look found. */
public record Report(List<Finding> findings, List<Tally> tallies) {
  public Report {
    findings = List.copyOf(findings);
    tallies = List.copyOf(tallies);
  }

  /** Whether every invariant holds. */
  public boolean agrees() {
    return violations().isEmpty();
  }

  /** The findings that do not hold. */
  public List<Finding> violations() {
    return findings.stream().filter(finding -> !finding.holds()).toList();
  }

  /** For a person: a line for each invariant and each number, the sum of it last. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    findings.forEach(finding -> lines.addAll(finding.lines()));
    tallies.forEach(tally -> lines.add(tally.line()));
    long violations = findings.stream().mapToLong(Finding::violated).sum();
    lines.add("%d invariants, %d violations".formatted(findings.size(), violations));
    return lines;
  }

  Report and(Report more) {
    return new Report(
        Stream.concat(findings.stream(), more.findings.stream()).toList(),
        Stream.concat(tallies.stream(), more.tallies.stream()).toList());
  }
}
