package dev.tillgate.mockpsp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The order of the packages, and what nobody reads from the world around. */
class ArchitectureTest {
  private static final String ROOT = "dev.tillgate.mockpsp";

  /** Each may use those after it. */
  private static final List<String> FLOW =
      List.of(
          "cli",
          "junit",
          "",
          "live",
          "control",
          "checkout",
          "refund",
          "dispute",
          "intent",
          "charge",
          "method",
          "event",
          "callback",
          "endpoint",
          "later",
          "server",
          "fault",
          "idempotency",
          "page",
          "http",
          "client",
          "store.memory",
          "store.sqlite",
          "store");

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void packagesUseOnlyThoseFurtherDownTheFlow() {
    for (int upper = 0; upper < FLOW.size(); upper++) {
      for (int lower = upper + 1; lower < FLOW.size(); lower++) {
        noClasses()
            .that()
            .resideInAPackage(packageOf(FLOW.get(lower)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packageOf(FLOW.get(upper)))
            .check(CODE);
      }
    }
  }

  @Test
  void everyPackageHasItsPlaceInTheFlow() {
    classes()
        .should()
        .resideInAnyPackage(FLOW.stream().map(ArchitectureTest::packageOf).toArray(String[]::new))
        .check(CODE);
  }

  @Test
  void thereAreNoCycles() {
    slices().matching(ROOT + ".(*)").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void timeChanceAndEnvironmentComeFromOutside() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".cli")
        .and()
        .doNotHaveFullyQualifiedName(ROOT + ".Main")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .check(CODE);
  }

  @Test
  void nothingIsSharedWithTheGateway() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.tillgate..")
                .and(JavaClass.Predicates.resideOutsideOfPackage(ROOT + "..")))
        .check(CODE);
  }

  @Test
  void everyFieldOfAnObjectIsFinal() {
    fields().that().areNotStatic().should().beFinal().check(CODE);
  }

  private static String packageOf(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }
}
