package dev.tillgate.system.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The handbook's page of scenarios, in Markdown. */
public final class ScenarioPage {
  private static final String HEADING =
      """
      # Scenarios

      What can happen, and the tests that show what the gateway does then. Written by `./tillgate scenarios` from the reports of
      `mvn verify`; a test holds that every scenario of the sections A to J, and of outgoing, egress and PostgreSQL faults, is shown, and that no test is named here that is not there.
      """;

  private final List<Section> sections;
  private final Evidence evidence;

  public ScenarioPage(List<Section> sections, Evidence evidence) {
    this.sections = List.copyOf(sections);
    this.evidence = evidence;
  }

  /** The whole page. */
  public String text() {
    List<String> lines = new ArrayList<>(List.of(HEADING.strip()));
    for (Section section : sections) {
      lines.addAll(List.of("", "## " + section.title(), ""));
      lines.addAll(List.of("| id | scenario | tests | result |", "|---|---|---|---|"));
      section.scenarios().forEach(scenario -> lines.add(row(scenario)));
    }
    return String.join("\n", lines) + "\n";
  }

  private String row(Scenario scenario) {
    Map<String, ReportedTest.Result> tests = evidence.of(scenario);
    String result = evidence.shows(scenario) ? "passed" : worst(tests);
    String labels =
        tests.keySet().stream().map(ScenarioPage::cell).collect(Collectors.joining("<br>"));
    return "| %s | %s | %s | %s |".formatted(scenario.id(), scenario.text(), labels, result);
  }

  private static String worst(Map<String, ReportedTest.Result> tests) {
    return tests.values().stream()
        .max(ReportedTest.Result::compareTo)
        .map(result -> result.name().toLowerCase(Locale.ROOT))
        .orElse("not shown yet");
  }

  /** A test's label as it stands in a table. */
  public static String cell(String label) {
    return label.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
  }

  /** The labels of tests a page names, as they stand in its tables. */
  public static List<String> named(String page) {
    return page.lines()
        .filter(line -> line.startsWith("| PAY-") || line.startsWith("| FLT-"))
        .map(line -> line.split("(?<!\\\\)\\|", -1)[3].strip())
        .flatMap(cell -> List.of(cell.split("<br>", -1)).stream())
        .filter(label -> !label.isEmpty())
        .distinct()
        .toList();
  }
}
