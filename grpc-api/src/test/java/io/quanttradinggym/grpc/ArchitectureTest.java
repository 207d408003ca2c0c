package io.quanttradinggym.grpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.TreeSet;

/** What the server may know, and which modules may know protobuf, gRPC and Py4J. */
@AnalyzeClasses(packages = "io.quanttradinggym", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String SERVER = "io.quanttradinggym.grpc..";

  @ArchTest
  static final ArchRule modulesKnowOnlyWhatIsBelowThem =
      noClasses()
          .that()
          .resideOutsideOfPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(SERVER, "com.google.protobuf..", "io.grpc..", "py4j..")
          .because("the market and its environments are served by the server and do not know it");

  @ArchTest
  static final ArchRule onnxRuntimeStaysBehindPolicies =
      noClasses()
          .that()
          .resideInAPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.quanttradinggym.(**)").should().beFreeOfCycles();

  /** Live objects are reached through one door, so that its lock is easy to check. */
  @ArchTest
  static void py4jIsInOneClass(JavaClasses classes) {
    var doors =
        classes.stream()
            .filter(ArchitectureTest::dependsOnPy4j)
            .map(JavaClass::getBaseComponentType)
            .map(type -> type.getName().replaceFirst("\\$.*", ""))
            .collect(toCollection(TreeSet::new));
    assertTrue(doors.size() <= 1, () -> "Py4J is used in " + doors);
  }

  private static boolean dependsOnPy4j(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> dependency.getTargetClass().getPackageName().startsWith("py4j"));
  }
}
