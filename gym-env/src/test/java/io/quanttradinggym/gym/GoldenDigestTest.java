package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.SimulationFactory;
import io.quanttradinggym.sim.engine.Digest;
import io.quanttradinggym.sim.engine.Simulator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What every scenario's market was for one seed when it was last changed on purpose. A difference
 * means that published results no longer reproduce: change these values only together with the
 * scenario or the engine's rules.
 */
class GoldenDigestTest {
  private static final long SEED = 7;
  private static final long HALF_HOUR_NANOS = 1_800_000_000_000L;
  private static final Map<String, String> GOLDEN =
      Map.of(
          "daily-investor", "fffe499e9ccffcad",
          "market-making", "e7090bd8b6c39d43",
          "order-execution", "e7090bd8b6c39d43",
          "order-execution-abides", "52db5bd5d5af5a31");

  @Test
  void scenariosGiveTheMarketsTheyAlwaysGave() {
    Map<String, String> digests = new TreeMap<>();
    Set<String> names = Envs.names();
    for (String name : names) {
      Simulator market =
          new SimulationFactory(Envs.scenario(name, ""), PolicyResolver.NONE).create();
      market.reset(SEED, 0);
      market.run(market.market().openNanos() + HALF_HOUR_NANOS);
      digests.put(name, Digest.format(market.digest()));
    }
    assertEquals(new TreeMap<>(GOLDEN), digests);
  }
}
