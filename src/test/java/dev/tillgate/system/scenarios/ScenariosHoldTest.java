package dev.tillgate.system.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The last test of all: it reads what the reports of this build say of the others. Where only some
 * tests have run it says nothing; where CI runs, all must have.
 */
class ScenariosHoldTest {
  private static final Path HOME = Path.of("..");
  private static final List<Section> SECTIONS = Section.all();

  private final List<Reports> reports = Reports.of(HOME);
  private final List<ReportedTest> tests =
      reports.stream().flatMap(module -> module.tests().stream()).toList();

  @BeforeEach
  void everyTestHasRun() {
    List<String> notRun =
        reports.stream()
            .flatMap(module -> module.notRun().stream())
            .filter(name -> !name.equals(getClass().getSimpleName()))
            .toList();
    assumeTrue(notRun.isEmpty() || System.getenv("CI") != null, "not run: " + notRun);
    assertThat(notRun).isEmpty();
    assertThat(reports).noneMatch(module -> module.tests().isEmpty());
  }

  @Test
  void everyScenarioThatIsRequiredIsShownByAPassingTest() {
    assertThat(ScenariosCommand.missing(SECTIONS, new Evidence(tests))).isEmpty();
  }

  @Test
  void noTestNamesAScenarioThatIsInNoList() {
    assertThat(new Evidence(tests).unknown(SECTIONS)).isEmpty();
  }

  @Test
  void thePageNamesOnlyTestsThatPassed() throws IOException {
    Set<String> passed =
        tests.stream()
            .filter(test -> test.result() == ReportedTest.Result.PASSED)
            .map(test -> ScenarioPage.cell(test.label()))
            .collect(Collectors.toSet());

    String page = Files.readString(ScenariosCommand.page(HOME));

    assertThat(passed)
        .as("the tests of the page; ./tillgate scenarios writes it anew")
        .containsAll(ScenarioPage.named(page));
  }

  @Test
  void thePageHasEveryScenario() throws IOException {
    String page = Files.readString(ScenariosCommand.page(HOME));

    assertThat(SECTIONS.stream().flatMap(section -> section.scenarios().stream()))
        .allMatch(scenario -> page.contains("| " + scenario.id() + " | " + scenario.text() + " |"));
  }
}
