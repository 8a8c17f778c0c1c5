package dev.tillgate.system.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code scenarios}: writes the handbook's page from the last run of all tests. */
public final class ScenariosCommand {
  private static final int MISSING = 1;

  private final Path home;

  /**
   * Of one project.
   *
   * @param home the directory the modules are in
   */
  public ScenariosCommand(Path home) {
    this.home = home;
  }

  /** Writes the page; 1 when a scenario that must be shown is not. */
  public int run() throws IOException {
    List<Reports> reports = Reports.of(home);
    warnOfWhatHasNotRun(reports);
    List<Section> sections = Section.all();
    Evidence evidence =
        new Evidence(reports.stream().flatMap(each -> each.tests().stream()).toList());
    Files.writeString(page(home), new ScenarioPage(sections, evidence).text());
    List<String> missing = missing(sections, evidence);
    System.out.println("wrote " + page(home));
    missing.forEach(line -> System.out.println("not shown: " + line));
    return missing.isEmpty() ? 0 : MISSING;
  }

  /** Where the page is. */
  public static Path page(Path home) {
    return home.resolve("src/site/markdown/scenarios.md");
  }

  /** The scenarios that must be shown and are not. */
  public static List<String> missing(List<Section> sections, Evidence evidence) {
    return sections.stream()
        .flatMap(section -> section.scenarios().stream())
        .filter(scenario -> scenario.isRequired() && !evidence.shows(scenario))
        .map(scenario -> scenario.id() + " " + scenario.text())
        .toList();
  }

  private static void warnOfWhatHasNotRun(List<Reports> reports) {
    for (Reports module : reports) {
      List<String> notRun = module.notRun();
      if (!notRun.isEmpty()) {
        System.out.println(
            module.module() + ": not run since it was compiled, run mvn verify: " + notRun);
      }
    }
  }
}
