package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.kit.Allocation;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The populations of the catalogue make no garbage once they run. */
@Tag("slow")
final class ScenarioAllocationTest {
  private static final long SECOND = 1_000_000_000L;

  static Set<String> names() {
    return Catalogue.load().texts().keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void eventsAllocateNothingAfterWarmUp(String name) {
    Scenario scenario = ScenarioLoader.ofClassPath().load(Catalogue.load().text(name));
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    long open = OrderBookMarket.of(scenario).session().openNanos();
    for (int seed = 0; seed < 6; seed++) {
      market.reset(seed, 0);
      market.run(open + 400 * SECOND);
    }
    long events = market.events();
    double bytes = Allocation.bytes(() -> market.run(open + 700 * SECOND));
    // Arrays may still double once, where this seed needs more than the last ones did.
    assertTrue(bytes < 0.5 * (market.events() - events) + 65_536, bytes + " bytes");
  }
}
