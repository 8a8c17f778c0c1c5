package dev.tillgate.gateway.verify;

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

  Report and(Report more) {
    return new Report(
        Stream.concat(findings.stream(), more.findings.stream()).toList(),
        Stream.concat(tallies.stream(), more.tallies.stream()).toList());
  }
}
