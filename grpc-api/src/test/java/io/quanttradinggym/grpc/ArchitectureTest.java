package io.quanttradinggym.grpc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.quanttradinggym.base.parameter.Plugin;
import java.util.Map;
import java.util.TreeMap;

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
  static final ArchRule carriersStepWithoutProtobuf =
      noClasses()
          .that()
          .resideInAPackage("..grpc.carrier..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.google.protobuf..",
              "io.grpc..",
              "..grpc.v1..",
              "..grpc.mapping..",
              "..grpc.service..",
              "..gym.orderbook..",
              "io.quanttradinggym.sim..")
          .because("another carrier steps the same environments by other means");

  @ArchTest
  static final ArchRule servicesDoNotKnowTheApplication =
      noClasses()
          .that()
          .resideOutsideOfPackage("..grpc.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..grpc.app..")
          .because("another application may serve them");

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.quanttradinggym.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule py4jIsInOneClass =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.quanttradinggym.grpc.app.Py4jGateway")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("py4j..")
          .because("live objects are reached through one door, whose lock is easy to check");

  @ArchTest
  static final ArchRule onlyTheMainClassEndsItsProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.quanttradinggym.grpc.app.Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .because("the process may be a Python process that has loaded the virtual machine");

  private static final int MAX_FILES = 30;

  /** Plug-ins of one kind are found by their kind, however many there are. */
  @ArchTest
  static void noPackageIsCrowded(JavaClasses classes) {
    Map<String, Long> files =
        classes.stream()
            .filter(type -> type.isTopLevelClass() && !type.isAssignableTo(Plugin.class))
            .filter(type -> !type.getPackageName().equals("io.quanttradinggym.grpc.v1"))
            .collect(groupingBy(JavaClass::getPackageName, TreeMap::new, counting()));
    files.values().removeIf(count -> count <= MAX_FILES);
    assertEquals(Map.of(), files);
  }
}
