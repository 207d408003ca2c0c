package io.quanttradinggym.gym;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quanttradinggym.kit.ForbiddenCalls;
import java.util.concurrent.ThreadLocalRandom;

/** Where each library belongs, and what would break equal runs on every machine. */
@AnalyzeClasses(packages = "io.quanttradinggym.gym", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.quanttradinggym.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule fewLibraries =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.quanttradinggym.base..",
              "io.quanttradinggym.sim..",
              "io.quanttradinggym.gym..",
              "java..",
              "com.google.auto.service..",
              "org.jspecify..",
              "com.fasterxml.jackson..",
              "ai.onnxruntime..",
              "com.sun.management.."); // tells experiments what a thread has allocated

  @ArchTest
  static final ArchRule onnxRuntimeIsInPolicy =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gym.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule jacksonIsWhereDocumentsAre =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gym.config..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");

  @ArchTest
  static final ArchRule theSeamKnowsNoMarket =
      noClasses()
          .that()
          .resideInAPackage("..gym.api..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quanttradinggym..")
                  .and(resideOutsideOfPackages("..gym.api..", "io.quanttradinggym.base..")))
          .because("it is what every market has in common");

  @ArchTest
  static final ArchRule environmentsArePlayedThroughTheSeam =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..gym.evaluation..",
              "..gym.rollout..",
              "..gym.scenario..",
              "..gym.statistics..",
              "..gym.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.quanttradinggym.sim..", "..gym.orderbook..", "..gym.trader..", "..gym.view..")
          .because("they work for a market without a book as well");

  @ArchTest
  static final ArchRule statisticsKnowNumbersOnly =
      noClasses()
          .that()
          .resideInAPackage("..gym.statistics..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quanttradinggym..")
                  .and(resideOutsideOfPackages("..gym.statistics..", "io.quanttradinggym.base..")));

  @ArchTest
  static final ArchRule aMarketIsNotJudgedWhileItRuns =
      noClasses()
          .that()
          .resideOutsideOfPackages("..gym.evaluation..", "..gym.rollout..", "..gym.experiment..")
          .and()
          .doNotHaveSimpleName("AgentRollouts") // records what an agent of a population does
          .and()
          .haveNameNotMatching(".*AgentRollouts\\$.*")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..gym.evaluation..", "..gym.rollout..");

  @ArchTest
  static final ArchRule nothingIsBuiltOnExperiments =
      noClasses()
          .that()
          .resideOutsideOfPackage("..gym.experiment..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..gym.experiment..");

  @ArchTest
  static final ArchRule plugInsKnowOnlyTheTrader =
      slices()
          .matching("io.quanttradinggym.gym.(action|reward|observation)..")
          .should()
          .notDependOnEachOther()
          .because("any observation goes with any action and any reward");

  @ArchTest
  static final ArchRule theTraderKnowsOnlyTheMarket =
      noClasses()
          .that()
          .resideInAPackage("..gym.trader..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quanttradinggym.gym..")
                  .and(resideOutsideOfPackages("..gym.trader..", "..gym.view..", "..gym.api..")));

  @ArchTest
  static final ArchRule viewsKnowOnlyTheMarket =
      noClasses()
          .that()
          .resideInAPackage("..gym.view..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.quanttradinggym..")
                  .and(
                      resideOutsideOfPackages(
                          "..gym.view..", "..sim.market..", "..sim.book..", "..base..")))
          .because("every kind of market supplies views, whatever its engine is");

  @ArchTest
  static final ArchRule mathIsStrict =
      noClasses()
          .should()
          .accessTargetWhere(ForbiddenCalls.INEXACT_MATH)
          .because("StrictMath gives the same bits on every machine, and Math does not");

  @ArchTest
  static final ArchRule randomnessIsOurs =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(java.util.Random.class, ThreadLocalRandom.class)
          .orShould()
          .accessTargetWhere(ForbiddenCalls.PLATFORM_GAUSSIAN)
          .because("every draw comes from a stream of the episode's seed");

  @ArchTest
  static final ArchRule onlyMeasurementsReadTheClock =
      noClasses()
          .that()
          .resideOutsideOfPackages("..gym.evaluation..", "..gym.experiment..")
          .should()
          .accessTargetWhere(ForbiddenCalls.WALL_CLOCK)
          .because("wall time is measured beside an episode, never inside one");

  @ArchTest
  static final ArchRule noHashOrder =
      noClasses()
          .should()
          .accessTargetWhere(ForbiddenCalls.HASH_ORDER)
          .because(
              "its iteration order differs between runs: use a list, a LinkedHashMap or a TreeMap");

  @ArchTest
  static final ArchRule noGlobalState =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal()
          .because("environments share nothing that changes")
          .allowEmptyShould(true);

  @ArchTest static final ArchRule silent = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
