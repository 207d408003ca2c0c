package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario that comes with the library is valid, and its market runs. */
final class CatalogueTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final ScenarioLoader LOADER = ScenarioLoader.ofClassPath();

  static Stream<String> names() {
    return CATALOGUE.texts().keySet().stream();
  }

  @Test
  void holdsTheCanonicalScenarios() {
    assertTrue(
        CATALOGUE
            .texts()
            .keySet()
            .containsAll(
                List.of(
                    "market-making",
                    "order-execution",
                    "order-execution-abides",
                    "daily-investor")));
  }

  @ParameterizedTest
  @MethodSource("names")
  void fileIsNamedAfterItsScenario(String name) {
    assertEquals(name, LOADER.load(CATALOGUE.text(name)).name());
  }

  @ParameterizedTest
  @MethodSource("names")
  void effectiveScenarioReadsBackAsItself(String name) {
    Scenario scenario = LOADER.load(CATALOGUE.text(name));
    Scenario again = LOADER.load(scenario.effectiveYaml());
    assertEquals(scenario.effectiveYaml(), again.effectiveYaml());
    assertEquals(
        OrderBookMarket.of(scenario).newObservationBuilder().spec().hash(),
        OrderBookMarket.of(again).newObservationBuilder().spec().hash());
    assertEquals(OrderBookMarket.of(scenario).trader(), OrderBookMarket.of(again).trader());
  }

  @ParameterizedTest
  @MethodSource("names")
  void marketRuns(String name) {
    Scenario scenario = LOADER.load(CATALOGUE.text(name));
    Simulator simulator = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    simulator.reset(0, 0);
    simulator.run(OrderBookMarket.of(scenario).session().openNanos() + 20_000_000_000L);
    assertTrue(simulator.trades() > 0, "nobody trades");
  }

  @Test
  void unknownScenarioIsRefusedWithTheKnownNames() {
    ScenarioException e =
        assertThrows(ScenarioException.class, () -> CATALOGUE.text("market-makin"));
    assertTrue(String.valueOf(e.getMessage()).contains("did you mean market-making?"));
    assertEquals("scenario", e.field());
  }
}
