package dev.tillgate.system.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tillgate.system.scenarios.ReportedTest.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page of scenarios says of tests that were run. */
class ScenarioPageTest {
  private static final Scenario TWICE = new Scenario("PAY-A1", "told twice");
  private static final Scenario LOST = new Scenario("PAY-C1", "the answer is lost");
  private static final List<Section> SECTIONS =
      List.of(new Section("A and C", List.of(TWICE, LOST)));

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PAY-A1: told twice                       | PAY-A1                     | told twice
          PAY-C1, C2, FLT-D01 it breaks off        | PAY-C1 PAY-C2 FLT-D01      | it breaks off
          PAY-A8, ruling 5: it binds               | PAY-A8                     | it binds
          PAY-C1: broken[2] when = "before"        | PAY-C1                     | broken
          aCard(String) PAY-D5: "amount"           | PAY-D5                     | aCard
          nothingOfTheKind                         | ''                         | nothingOfTheKind
          """)
  void aTestSaysWhichScenariosItShows(String name, String ids, String sentence) {
    ReportedTest test = new ReportedTest("gateway", "dev.tillgate.SomeTest", name, Result.PASSED);

    assertThat(String.join(" ", test.ids())).isEqualTo(ids);
    assertThat(test.label()).isEqualTo("gateway SomeTest: " + sentence);
  }

  @Test
  void aScenarioIsShownByAPassingTestAndByNoFailingOne() throws IOException {
    report(
        """
        <testcase name="PAY-A1: told twice" classname="SomeTest"/>
        <testcase name="PAY-C1: lost[1] a" classname="SomeTest"/>
        <testcase name="PAY-C1: lost[2] b" classname="SomeTest"><failure/></testcase>
        <testcase name="PAY-A7: misspelt" classname="SomeTest"><skipped/></testcase>
        """);
    Evidence evidence = new Evidence(Reports.of(home).getFirst().tests());

    assertThat(evidence.shows(TWICE)).isTrue();
    assertThat(evidence.shows(LOST)).isFalse();
    assertThat(ScenariosCommand.missing(SECTIONS, evidence))
        .containsExactly("PAY-C1 the answer is lost");
    assertThat(evidence.unknown(SECTIONS)).containsExactly("PAY-A7");
    assertThat(new ScenarioPage(SECTIONS, evidence).text())
        .contains("| PAY-A1 | told twice | gateway SomeTest: told twice | passed |")
        .contains("| PAY-C1 | the answer is lost | gateway SomeTest: lost | failed |");
  }

  @Test
  void aPageNamesTheTestsItWasMadeOf() throws IOException {
    report(
        """
        <testcase name="PAY-A1: told twice | or &lt;more&gt;" classname="SomeTest"/>
        <testcase name="PAY-A1: and again" classname="SomeTest"/>
        """);
    List<ReportedTest> tests = Reports.of(home).getFirst().tests();

    String page = new ScenarioPage(SECTIONS, new Evidence(tests)).text();

    assertThat(ScenarioPage.named(page))
        .containsExactlyInAnyOrderElementsOf(
            tests.stream().map(test -> ScenarioPage.cell(test.label())).toList());
  }

  @Test
  void aClassWithoutAReportSinceItWasCompiledHasNotRun() throws IOException {
    report("");
    Path classes = Files.createDirectories(home.resolve("gateway/target/test-classes/some"));
    Files.createFile(classes.resolve("OtherTest.class"));
    Files.createFile(classes.resolve("OtherTest$InsideTest.class"));

    assertThat(Reports.of(home).getFirst().notRun()).containsExactly("OtherTest");
    assertThat(Reports.of(home).getLast().notRun()).isEmpty();
  }

  @Test
  void theListIsTheOneThatWasAgreedOn() throws IOException {
    Path agreed = Path.of("../../shared/design/scenarios-payment.md");
    assumeTrue(Files.exists(agreed), "the design is not on this machine");

    List<String> ids =
        Pattern.compile("^\\| (PAY-[A-J]\\d+) \\|", Pattern.MULTILINE)
            .matcher(Files.readString(agreed))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(ids).isNotEmpty();
    assertThat(
            Section.all().stream()
                .flatMap(section -> section.scenarios().stream())
                .map(Scenario::id)
                .filter(id -> id.startsWith("PAY-")))
        .containsExactlyElementsOf(ids);
  }

  private void report(String cases) throws IOException {
    Path reports = Files.createDirectories(home.resolve("gateway/target/surefire-reports"));
    Files.writeString(
        reports.resolve("TEST-SomeTest.xml"), "<testsuite>\n" + cases + "</testsuite>");
  }
}
