package io.quanttradinggym.gym.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.experiment.BenchmarkFigures.Kind;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class BenchmarksTest {
  private final Scenarios scenarios = new Scenarios();
  private final Map<String, Set<Kind>> measured = new TreeMap<>();

  private void measure(String scenario, String only, ExperimentListener listener) {
    BenchmarkSettings settings =
        new BenchmarkSettings(scenarios.named(scenario, ""), true, only, null);
    new Benchmarks(scenarios)
        .run(
            settings, figures -> measured.put(figures.name(), figures.values().keySet()), listener);
  }

  private void assertMeasured(String name, Kind... kinds) {
    assertTrue(measured.getOrDefault(name, Set.of()).containsAll(Set.of(kinds)), name);
  }

  private static String processors() {
    int processors = Runtime.getRuntime().availableProcessors();
    return processors == 1 ? "1 thread" : processors + " threads";
  }

  @Test
  void theCasesAskedForAreMeasured() {
    measure("market-making", "market-making", ExperimentListener.NONE);
    assertMeasured("simulate market-making", Kind.EVENTS_PER_SECOND);
    assertMeasured("reset market-making", Kind.MICROSECONDS);
    assertMeasured("reset cold market-making", Kind.MICROSECONDS);
    assertMeasured("fork market-making", Kind.MICROSECONDS, Kind.MEDIAN_MICROSECONDS);
    assertMeasured("step market-making", Kind.STEPS_PER_SECOND);
    assertMeasured("256 more environments of market-making", Kind.HEAP_MIB);
    for (String only :
        new String[] {"match", "step-16,", "as individuals", "crowd of 1,000 in one"}) {
      measure("daily-investor", only, ExperimentListener.NONE);
    }
    assertMeasured("match orders", Kind.EVENTS_PER_SECOND);
    assertMeasured("step-16, " + processors(), Kind.STEPS_PER_SECOND, Kind.FASTEST_SHARE);
    assertMeasured(
        "simulate liquid-large-cap as individuals",
        Kind.EVENTS_PER_SECOND,
        Kind.ORDER_EVENTS_PER_SECOND,
        Kind.BYTES_PER_EVENT);
    assertMeasured("crowd of 1,000 in one instrument", Kind.HEAP_MIB);
  }

  @Test
  void anHourIsOneCall() {
    measure("market-making", "an hour of rmsc04", ExperimentListener.NONE);
    assertMeasured("an hour of rmsc04", Kind.MICROSECONDS);
  }

  @Test
  void casesThatAreNotThereAreRefused() {
    InvalidInputException error =
        assertThrows(
            InvalidInputException.class,
            () -> measure("market-making", "nothing", ExperimentListener.NONE));
    assertTrue(error.allowed().contains("match orders"), error::getMessage);
  }

  @Test
  void whoCancelsWaitsForOneWindowAtMost() {
    Listening listener = new Listening(3);
    assertThrows(
        CancellationException.class, () -> measure("market-making", "match orders", listener));
    assertEquals(4, listener.checks.get());
  }
}
