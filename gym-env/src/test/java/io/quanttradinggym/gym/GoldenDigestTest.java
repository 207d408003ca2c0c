package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.base.state.Snapshot;
import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.EnvironmentSpec;
import io.quanttradinggym.gym.orderbook.Envs;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every catalogue scenario gives the markets, the episodes and the specification that {@link
 * GoldenRecord} holds. A difference means that published results no longer reproduce: the record
 * changes only together with a scenario or a rule of the engine, on purpose.
 */
class GoldenDigestTest {
  private static final int MAX_STEPS = 300;
  private static final int STEPS_AT_HOME = 40;

  @Test
  void scenariosGiveTheMarketsTheyAlwaysGave() {
    assertEquals(GoldenRecord.MARKETS.read(), markets(market -> {}));
  }

  @Tag("slow")
  @Test
  void hooksChangeNothing() {
    assertEquals(
        GoldenRecord.MARKETS.read(), markets(market -> market.addHook(new Reader(market))));
  }

  @Test
  void environmentsGiveTheEpisodesTheyAlwaysGave() {
    assertEquals(GoldenRecord.EPISODES.read(), episodes((factory, env) -> env));
  }

  @Tag("slow")
  @Test
  void restoredMarketsContinueToTheSameDigest() {
    SnapshotIdentity identity = SnapshotIdentity.of("test");
    Map<String, String> digests = new TreeMap<>();
    for (String name : Envs.names()) {
      SimulationFactory factory =
          new SimulationFactory(Envs.scenario(name, ""), PolicyResolver.NONE);
      Simulator market = factory.create();
      long openNanos = market.market().openNanos();
      for (long seed : GoldenRecord.SEEDS) {
        market.reset(seed, 0);
        market.run(openNanos + GoldenRecord.HALF_HOUR_NANOS / 2);
        Simulator restored = factory.create();
        restored.load(Snapshot.open(Snapshot.save(market, identity, new StateWriter()), identity));
        restored.run(openNanos + GoldenRecord.HALF_HOUR_NANOS);
        digests.put(name + " " + seed, Digest.format(restored.digest()));
      }
    }
    assertEquals(GoldenRecord.MARKETS.read(), digests);
  }

  /**
   * The episode moves to another environment, as a snapshot, every {@link #STEPS_AT_HOME} steps.
   */
  @Tag("slow")
  @Test
  void restoredEnvironmentsContinueToTheSameDigest() {
    assertEquals(
        GoldenRecord.EPISODES.read(),
        episodes((factory, env) -> {
          OrderBookEnvironment restored = factory.create();
          restored.restore(env.snapshot());
          return restored;
        }));
  }

  @Test
  void specificationsAreWhatPoliciesWereTrainedOn() {
    Map<String, String> hashes = new TreeMap<>();
    for (String name : Envs.names()) {
      EnvironmentSpec spec = Envs.factory(name).spec();
      hashes.put(name, spec.seat().observation().hash());
    }
    assertEquals(GoldenRecord.SPECIFICATIONS.read(), hashes);
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
      market.book(instrument).forEachOrder(Side.SELL, (id, participant, ticks, lots) -> lots > 0);
    }
  }

  private static Map<String, String> markets(Consumer<Simulator> prepare) {
    Map<String, String> digests = new TreeMap<>();
    for (String name : Envs.names()) {
      Simulator market =
          new SimulationFactory(Envs.scenario(name, ""), PolicyResolver.NONE).create();
      prepare.accept(market);
      for (long seed : GoldenRecord.SEEDS) {
        market.reset(seed, 0);
        market.run(market.market().openNanos() + GoldenRecord.HALF_HOUR_NANOS);
        digests.put(name + " " + seed, Digest.format(market.digest()));
      }
    }
    return digests;
  }

  /** Random actions; what was observed, paid and sent, bit for bit. */
  private static Map<String, String> episodes(Move move) {
    Map<String, String> digests = new TreeMap<>();
    for (String name : Envs.names()) {
      OrderBookFactory factory = Envs.factory(name);
      OrderBookEnvironment env = factory.create();
      for (long seed : GoldenRecord.SEEDS) {
        digests.put(name + " " + seed, episode(factory, env, seed, move));
      }
    }
    return digests;
  }

  /** Where an episode goes on. */
  private interface Move {
    OrderBookEnvironment apply(OrderBookFactory factory, OrderBookEnvironment env);
  }

  private static String episode(
      OrderBookFactory factory, OrderBookEnvironment first, long seed, Move move) {
    OrderBookEnvironment env = first;
    Envs.Actions actions = new Envs.Actions(env.spec(), seed);
    float[] observation = new float[env.spec().seat().observation().size()];
    GoldenRecord.Bits seen = new GoldenRecord.Bits();
    env.reset(seed);
    for (int step = 0; env.isRunning() && step < MAX_STEPS; step++) {
      if (step % STEPS_AT_HOME == STEPS_AT_HOME - 1) {
        env = move.apply(factory, env);
      }
      env.observe(observation, 0);
      seen.add(observation);
      env.step(actions.next(), 0);
      seen.add(env.reward(0));
    }
    env.observe(observation, 0);
    seen.add(observation);
    return String.join(
        " ",
        Digest.format(env.simulator().digest()),
        Digest.format(env.trader().ordersDigest()),
        seen.hash());
  }
}
