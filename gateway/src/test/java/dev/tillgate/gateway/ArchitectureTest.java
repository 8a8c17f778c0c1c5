package dev.tillgate.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;

/** The rules that keep the packages readable in the order the money flows. */
class ArchitectureTest {
  private static final String ROOT = "dev.tillgate.gateway";
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  /** Each package, and those it may know: whatever stands right of it in the flow. */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.of(
          "console", Set.of("checkout", "payment", "order", "catalog", "webhook", "platform"),
          "verify", Set.of("payment", "order", "platform"),
          "checkout", Set.of("payment", "order", "catalog", "webhook", "platform"),
          "payment", Set.of("order", "catalog", "webhook", "platform"),
          "order", Set.of("catalog", "webhook", "platform"),
          "catalog", Set.of("platform"),
          "webhook", Set.of("platform"),
          "operations", Set.of("platform"),
          "platform", Set.of());

  /** Clock, chance and environment are read where the process begins, and nowhere else. */
  private static final Map<String, Set<String>> AMBIENT =
      Map.of(
          "java.lang.System", Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty"),
          "java.lang.Math", Set.of("random"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.util.Random", Set.of("<init>"),
          "java.util.SplittableRandom", Set.of("<init>"),
          "java.security.SecureRandom", Set.of("<init>", "getInstanceStrong", "getInstance"),
          "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
          "java.util.random.RandomGenerator", Set.of("getDefault", "of"),
          "java.time.Clock", Set.of("systemUTC", "systemDefaultZone", "system", "tickSeconds"),
          "java.time.InstantSource", Set.of("system"));

  /**
   * Sending, changing and looking at deliveries are different trades; one class would be too long.
   */
  private static final Set<String> STORES_BY_ANOTHER_NAME =
      Set.of(
          ROOT + ".webhook.delivery.DeliveryChanges",
          ROOT + ".webhook.delivery.DeliveryLog",
          ROOT + ".webhook.delivery.AttemptLog");

  private static final DescribedPredicate<JavaClass> START =
      DescribedPredicate.describe(
          "where the process begins",
          type ->
              type.getPackageName().startsWith(ROOT + ".cli")
                  || type.getName().matches("dev\\.tillgate\\.gateway\\.(Main|Settings)(\\$.*)?"));

  private static final DescribedPredicate<JavaClass> COMPOSITION =
      DescribedPredicate.describe(
          "the composition root or the command line",
          type ->
              type.getPackageName().startsWith(ROOT + ".cli")
                  || type.getName().matches("dev\\.tillgate\\.gateway\\.(Main|Gateway)(\\$.*)?"));

  private static final DescribedPredicate<JavaClass> SQL =
      DescribedPredicate.describe("a store", type -> isStore(type) || isEngine(type));

  private static final DescribedPredicate<JavaClass> NETWORK =
      resideInAnyPackage("okhttp3..", "java.net.http..")
          .or(
              DescribedPredicate.describe(
                  "Psp or Sender",
                  type ->
                      type.getName().startsWith(ROOT)
                          && Set.of("Psp", "Sender").contains(type.getSimpleName())))
          .as("the network");

  static Stream<String> packages() {
    return MAY_KNOW.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyPackageKnowsOnlyWhatStandsRightOfItInTheFlow(String name) {
    String[] forbidden =
        MAY_KNOW.keySet().stream()
            .filter(other ->
                !other.equals(name) && !MAY_KNOW.getOrDefault(name, Set.of()).contains(other))
            .map(other -> ROOT + '.' + other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(ROOT + '.' + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void everyPackageHasItsPlaceInTheFlow() {
    assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct())
        .filteredOn(name -> !name.equals(ROOT))
        .allSatisfy(name ->
            assertThat(name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .isIn(Stream.concat(MAY_KNOW.keySet().stream(), Stream.of("cli")).toList()));
  }

  @Test
  void nothingKnowsTheCompositionRootOrTheCommandLine() {
    noClasses().that(not(COMPOSITION)).should().dependOnClassesThat(COMPOSITION).check(MAIN);
  }

  @Test
  void noTwoPackagesKnowEachOther() {
    slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(MAIN);
  }

  @Test
  void clockChanceAndEnvironmentComeInThroughConstructors() {
    noClasses()
        .that(not(START))
        .should()
        .accessTargetWhere(
            target(
                DescribedPredicate.<AccessTarget>describe(
                    "clock, chance or environment", ArchitectureTest::isAmbient)))
        .check(MAIN);
  }

  @Test
  void noTransactionWaitsForTheNetwork() {
    codeUnits()
        .that(
            DescribedPredicate.describe(
                "work on a transaction", ArchitectureTest::takesTransaction))
        .should(
            have(
                "no network call, not even by another method of the class",
                unit -> withHelpers(unit).flatMap(u -> u.getAccessesFromSelf().stream()),
                access -> NETWORK.test(access.getTargetOwner())))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void noLambdaGivenToTheDatabaseCallsTheNetwork() {
    codeUnits()
        .that(
            DescribedPredicate.describe(
                "open a transaction",
                unit ->
                    unit.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isAssignableTo(Database.class))))
        .should(
            have(
                "no network call in a lambda",
                unit -> unit.getAccessesFromSelf().stream(),
                access -> access.isDeclaredInLambda() && NETWORK.test(access.getTargetOwner())))
        .allowEmptyShould(true)
        .check(MAIN);
  }

  @Test
  void sqlIsSpokenInStoresOnly() {
    noClasses()
        .that(not(SQL))
        .should()
        .accessTargetWhere(
            target(
                DescribedPredicate.<AccessTarget>describe(
                    "Tx.query, update or batch",
                    target ->
                        target.getOwner().isEquivalentTo(Tx.class)
                            && Set.of("query", "update", "batch").contains(target.getName()))))
        .check(MAIN);
    noClasses()
        .that(not(SQL.or(simpleNameEndingWith("Row"))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite..", "org.flywaydb..")
        .check(MAIN);
  }

  @Test
  void aStoreIsSeenByItsOwnPackageOnly() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Store")
        .and()
        .areTopLevelClasses()
        .should()
        .bePackagePrivate()
        .check(MAIN);
  }

  @Test
  void loggersArePrivateStaticAndFinal() {
    fields()
        .that()
        .haveRawType(Logger.class)
        .should()
        .bePrivate()
        .andShould()
        .beStatic()
        .andShould()
        .beFinal()
        .andShould()
        .haveName("log")
        .check(MAIN);
  }

  @Test
  void nothingIsSharedByAStaticFieldNorSetFromOutside() {
    fields().that().areStatic().should().beFinal().check(MAIN);
    fields().that().areNotStatic().should().notBePublic().allowEmptyShould(true).check(MAIN);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.inject..", "javax.inject..", "com.google.inject..")
        .check(MAIN);
  }

  @Test
  void onlyTheStartSpeaksToTheTerminalAndNothingSleeps() {
    noClasses()
        .that(not(START))
        .should()
        .accessTargetWhere(
            target(
                DescribedPredicate.<AccessTarget>describe(
                    "System.out, System.err, System.exit or Thread.sleep",
                    ArchitectureTest::isTerminalOrSleep)))
        .check(MAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    List<String> unmarked =
        MAIN.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(found -> !found.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }

  @Test
  void noPackageOrTypeHasANameThatSaysNothing() {
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..model..", "..impl..", "..helper..")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Service")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .check(MAIN);
  }

  private static boolean isEngine(JavaClass type) {
    String store = ROOT + ".platform.store";
    return type.getPackageName().equals(store) || type.getPackageName().startsWith(store + ".");
  }

  private static boolean isStore(JavaClass type) {
    String topLevel = type.getName().replaceFirst("\\$.*", "");
    return topLevel.startsWith(ROOT)
        && (topLevel.endsWith("Store") || STORES_BY_ANOTHER_NAME.contains(topLevel));
  }

  private static boolean isAmbient(AccessTarget target) {
    String owner = target.getOwner().getName();
    return AMBIENT.getOrDefault(owner, Set.of()).contains(target.getName())
        || (owner.startsWith("java.time.") && target.getName().equals("now"));
  }

  private static boolean isTerminalOrSleep(AccessTarget target) {
    String owner = target.getOwner().getName();
    return (owner.equals("java.lang.System")
            && Set.of("out", "err", "exit").contains(target.getName()))
        || (owner.equals("java.lang.Thread") && target.getName().equals("sleep"));
  }

  private static boolean takesTransaction(JavaCodeUnit unit) {
    return unit.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Tx.class));
  }

  /** The code unit and whatever of its own class it calls, directly or not. */
  private static Stream<JavaCodeUnit> withHelpers(JavaCodeUnit unit) {
    Set<JavaCodeUnit> found = new LinkedHashSet<>();
    Deque<JavaCodeUnit> open = new ArrayDeque<>(List.of(unit));
    while (!open.isEmpty()) {
      JavaCodeUnit next = open.remove();
      if (found.add(next)) {
        next.getCallsFromSelf().stream()
            .map(call -> call.getTarget().resolveMember())
            .flatMap(Optional::stream)
            .filter(called -> called.getOwner().equals(unit.getOwner()))
            .forEach(called -> open.add(called));
      }
    }
    return found.stream();
  }

  private static ArchCondition<JavaCodeUnit> have(
      String description,
      Function<JavaCodeUnit, Stream<JavaAccess<?>>> accesses,
      Predicate<JavaAccess<?>> forbidden) {
    return new ArchCondition<>("have " + description) {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        accesses
            .apply(unit)
            .filter(forbidden)
            .forEach(access ->
                events.add(SimpleConditionEvent.violated(access, access.getDescription())));
      }
    };
  }
}
