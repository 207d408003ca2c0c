package io.quanttradinggym.sim;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quanttradinggym.kit.ForbiddenCalls;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** Which package of the market may know which, and what would break equal runs on every machine. */
@AnalyzeClasses(
    packages = {"io.quanttradinggym.base", "io.quanttradinggym.sim"},
    importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  /** Each package of the foundations, and those of them that it may know. */
  private static final Map<String, List<String>> FOUNDATIONS =
      Map.of(
          "base.unit", List.of(),
          "base.collection", List.of(),
          "base.parameter", List.of("base.unit"),
          "base.state", List.of("base.parameter"),
          "base.random", List.of("base.state"),
          "base.distribution", List.of("base.parameter", "base.random"));

  /** Each package of the market, and those that it may know beside the foundations. */
  private static final Map<String, List<String>> MARKET =
      Map.ofEntries(
          entry("sim.book", List.of()),
          entry("sim.market", List.of("sim.book")),
          entry("sim.data", List.of("sim.book", "sim.market")),
          entry("sim.bar", List.of()),
          entry("sim.feature", List.of("sim.bar", "sim.book", "sim.market")),
          entry("sim.news", List.of("sim.market")),
          entry("sim.fundamental", List.of("sim.market", "sim.data", "sim.news")),
          entry("sim.event", List.of("sim.book")),
          entry("sim.exchange", List.of("sim.book", "sim.market", "sim.event", "sim.feature")),
          entry(
              "sim.kernel",
              List.of(
                  "sim.book",
                  "sim.market",
                  "sim.event",
                  "sim.exchange",
                  "sim.feature",
                  "sim.news",
                  "sim.fundamental")),
          entry(
              "sim.recording",
              List.of("sim.bar", "sim.book", "sim.market", "sim.data", "sim.event", "sim.kernel")),
          entry(
              "sim.monitor",
              List.of(
                  "sim.bar", "sim.book", "sim.market", "sim.event", "sim.feature", "sim.kernel")),
          entry(
              "sim.agent",
              List.of(
                  "sim.book",
                  "sim.market",
                  "sim.data",
                  "sim.feature",
                  "sim.fundamental",
                  "sim.kernel")));

  @ArchTest static final ArchRule packagesKnowOnlyWhatIsBelowThem = layers();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.quanttradinggym.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nothingButTheJdk =
      classes()
          .that()
          .resideOutsideOfPackage("io.quanttradinggym.sim.data..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.quanttradinggym.base..",
              "io.quanttradinggym.sim..",
              "java..",
              "org.jspecify..",
              "com.google.auto.service..")
          .because("the market runs anywhere, without a library beside it");

  @ArchTest
  static final ArchRule historicalFilesMayBeXz =
      classes()
          .that()
          .resideInAPackage("io.quanttradinggym.sim.data..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.quanttradinggym.base..",
              "io.quanttradinggym.sim..",
              "java..",
              "org.jspecify..",
              "org.tukaani.xz..")
          .because("the JDK does not read xz");

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
  static final ArchRule noWallClock =
      noClasses()
          .should()
          .accessTargetWhere(ForbiddenCalls.WALL_CLOCK)
          .because("the only time is the simulation's");

  @ArchTest
  static final ArchRule noHashOrder =
      noClasses()
          .should()
          .accessTargetWhere(ForbiddenCalls.HASH_ORDER)
          .because(
              "its iteration order differs between runs: use a list, a LinkedHashMap or a TreeMap");

  @ArchTest
  static final ArchRule oneThreadOneMarket =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.net..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .because("a simulator belongs to one thread and shares nothing");

  @ArchTest
  static final ArchRule noGlobalState =
      fields()
          .that()
          .areStatic()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .should()
          .beFinal()
          .because("two markets of one process share nothing that changes");

  @ArchTest static final ArchRule silent = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  private static ArchRule layers() {
    var layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(
                "io.quanttradinggym.base..", "io.quanttradinggym.sim..")
            .withOptionalLayers(true);
    for (String name : mayKnow().keySet()) {
      layers = layers.layer(name).definedBy("io.quanttradinggym." + name);
    }
    for (var entry : mayKnow().entrySet()) {
      var layer = layers.whereLayer(entry.getKey());
      layers =
          entry.getValue().isEmpty()
              ? layer.mayNotAccessAnyLayer()
              : layer.mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
    }
    return layers.ensureAllClassesAreContainedInArchitectureIgnoring("io.quanttradinggym.sim");
  }

  private static Map<String, List<String>> mayKnow() {
    Map<String, List<String>> all = new TreeMap<>(FOUNDATIONS);
    MARKET.forEach((name, known) ->
        all.put(name, Stream.concat(known.stream(), FOUNDATIONS.keySet().stream()).toList()));
    return all;
  }
}
