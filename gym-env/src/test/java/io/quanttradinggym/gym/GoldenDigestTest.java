package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.SimulationFactory;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.engine.Digest;
import io.quanttradinggym.sim.engine.SimulationHook;
import io.quanttradinggym.sim.engine.Simulator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
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
          "liquid-large-cap", "53e4811ba2efa830",
          "market-making", "e7090bd8b6c39d43",
          "order-execution", "e7090bd8b6c39d43",
          "order-execution-abides", "52db5bd5d5af5a31",
          "rmsc03", "e758c52a9ad6ad92",
          "rmsc04", "73d2c5dc181129af",
          "three-shares", "d21f1198fd42d2f3");

  @Test
  void scenariosGiveTheMarketsTheyAlwaysGave() {
    assertEquals(new TreeMap<>(GOLDEN), digests(market -> {}));
  }

  @Test
  void hooksChangeNothing() {
    assertEquals(new TreeMap<>(GOLDEN), digests(market -> market.addHook(new Reader(market))));
  }

  /** Looks at whatever a hook may look at, whenever it can. */
  private record Reader(Simulator market) implements SimulationHook {
    @Override
    public void onTimePasses(long fromNanos, long toNanos) {
      for (int i = 0; i < market.market().instruments(); i++) {
        assertTrue(market.market().midTicks(i) > 0);
        assertTrue(market.book(i).levelCount(Side.BUY) >= 0);
        assertTrue(market.fundamentalTicks(i) > 0);
      }
    }

    @Override
    public void onMessageDone(int instrument) {
      market.book(instrument).forEachOrder(Side.SELL, (id, owner, ticks, lots) -> lots > 0);
    }
  }

  private static Map<String, String> digests(Consumer<Simulator> prepare) {
    Map<String, String> digests = new TreeMap<>();
    Set<String> names = Envs.names();
    for (String name : names) {
      Simulator market =
          new SimulationFactory(Envs.scenario(name, ""), PolicyResolver.NONE).create();
      prepare.accept(market);
      market.reset(SEED, 0);
      market.run(market.market().openNanos() + HALF_HOUR_NANOS);
      digests.put(name, Digest.format(market.digest()));
    }
    return digests;
  }
}
