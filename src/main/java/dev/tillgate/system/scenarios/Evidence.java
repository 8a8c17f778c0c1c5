package dev.tillgate.system.scenarios;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which tests show which scenario, and how they went. */
public final class Evidence {
  private final Map<String, SortedMap<String, ReportedTest.Result>> byId = new TreeMap<>();

  public Evidence(Collection<ReportedTest> tests) {
    for (ReportedTest test : tests) {
      test.ids().forEach(id -> add(id, test));
    }
  }

  /** What ran many times went as badly as the worst of them. */
  private void add(String id, ReportedTest test) {
    byId.computeIfAbsent(id, unseen -> new TreeMap<>())
        .merge(test.label(), test.result(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  /** The scenario's tests by their labels. */
  public SortedMap<String, ReportedTest.Result> of(Scenario scenario) {
    return Objects.requireNonNullElseGet(byId.get(scenario.id()), TreeMap::new);
  }

  /** Whether all its tests passed, and there are some. */
  public boolean shows(Scenario scenario) {
    Collection<ReportedTest.Result> results = of(scenario).values();
    return results.contains(ReportedTest.Result.PASSED)
        && !results.contains(ReportedTest.Result.FAILED);
  }

  /** The ids of tests that are in no list: somebody misspelt one. */
  public List<String> unknown(Collection<Section> sections) {
    List<String> known =
        sections.stream()
            .flatMap(section -> section.scenarios().stream())
            .map(Scenario::id)
            .toList();
    return byId.keySet().stream().filter(id -> !known.contains(id)).toList();
  }
}
