package io.quanttradinggym.gym.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.kernel.Simulator;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The populations of the large markets make no garbage once they run. */
final class ScenarioAllocationTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @ValueSource(strings = {"rmsc04", "liquid-large-cap"})
  void eventsAllocateNothingAfterWarmUp(String name) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Scenario scenario = ScenarioLoader.ofClassPath().load(Catalogue.load().text(name));
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    long open = OrderBookMarket.of(scenario).session().openNanos();
    for (int seed = 0; seed < 6; seed++) {
      market.reset(seed, 0);
      market.run(open + 400 * SECOND);
    }
    long events = market.events();
    long before = threads.getCurrentThreadAllocatedBytes();
    market.run(open + 700 * SECOND);
    double bytes = threads.getCurrentThreadAllocatedBytes() - before;
    // Arrays may still double once, where this seed needs more than the last ones did.
    assertTrue(bytes < 0.5 * (market.events() - events) + 65_536, bytes + " bytes");
  }
}
