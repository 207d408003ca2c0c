package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.policy.Models;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.WarmupStates;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class WarmupCacheTest {
  private static final int COUNT = WarmupStates.COUNT;

  private static final int EPISODES = 100;
  private static final String SHORT = "{\"episode\": {\"duration\": \"3s\"}}";

  static Set<String> names() {
    return Envs.names();
  }

  private static OrderBookFactory factory(Scenario scenario, WarmupCache cache) {
    return new OrderBookFactory(scenario, new EnvironmentOptions(PolicyResolver.NONE, 0, cache));
  }

  /** Where an episode begins, and where it is a few steps later. */
  private static long[] play(OrderBookEnvironment env, long seed) {
    env.reset(seed);
    long start = env.simulator().digest();
    Envs.Actions actions = new Envs.Actions(env.spec(), seed);
    for (int i = 0; i < 3 && env.isRunning(); i++) {
      env.step(actions.next(), 0);
    }
    return new long[] {start, env.simulator().digest(), env.simulator().events()};
  }

  /** Begun warm, begun cold, and as the market without a trader. */
  @ParameterizedTest
  @MethodSource("names")
  void warmEpisodesAreTheColdOnes(String name) {
    Scenario scenario = Envs.scenario(name, "");
    WarmupCache cache = new WarmupCache();
    OrderBookEnvironment warm = factory(scenario, cache).create();
    OrderBookEnvironment cold = factory(scenario, new WarmupCache(0)).create();
    Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
    for (long seed = 0; seed < 12; seed++) {
      play(warm, seed);
      long[] expected = play(cold, seed);
      assertArrayEquals(expected, play(warm, seed));
      market.reset(seed, 0);
      market.run(OrderBookMarket.of(scenario).trader().terms().startNanos());
      assertEquals(expected[0], market.digest());
      cold.reset(seed);
      cold.resetNext();
      warm.reset(seed);
      warm.resetNext();
      assertArrayEquals(cold.snapshot(), warm.snapshot());
    }
    assertEquals(OrderBookMarket.of(scenario).warmupNanos() > 0, cache.bytes() > 0);
  }

  @Test
  void environmentsOfOneScenarioShareTheirOpenings() {
    WarmupCache cache = new WarmupCache();
    Scenario scenario = Envs.scenario("market-making", SHORT);
    OrderBookEnvironment first = factory(scenario, cache).create();
    for (long seed = 0; seed < 8 * WarmupStates.COUNT; seed++) {
      first.reset(seed);
    }
    long kept = cache.bytes();
    OrderBookEnvironment second = factory(Envs.scenario("market-making", SHORT), cache).create();
    for (long seed = 0; seed < 8 * WarmupStates.COUNT; seed++) {
      second.reset(seed);
    }
    assertEquals(kept, cache.bytes());
    OrderBookEnvironment other =
        factory(Envs.scenario("market-making", "{\"trader\": {\"cash\": 7}}"), cache).create();
    other.reset(0);
    assertTrue(cache.bytes() > kept);
    assertTrue(kept < 64 * (96 << 10), kept + " bytes");
  }

  /** Two populations that differ by what their policy does share nothing. */
  @Test
  void anotherPolicyOfTheSameNameIsAnotherScenario() {
    String overrides =
        """
        {"population": [{"type": "market-maker"}, {"type": "noise", "count": 20},
          {"type": "onnx", "policy": "best.onnx", "start": "1s"}], "episode": {"start": "20s"}}
        """;
    Scenario scenario = Models.scenario(overrides);
    WarmupCache shared = new WarmupCache();
    long[] digests = new long[2];
    String[] files = {"q-network", "recurrent"};
    for (int i = 0; i < 2; i++) {
      try (OnnxModel model = Models.model(files[i], Models.scenario(""))) {
        PolicyResolver policies = name -> model;
        OrderBookEnvironment env =
            new OrderBookFactory(scenario, new EnvironmentOptions(policies, 0, shared)).create();
        OrderBookEnvironment alone =
            new OrderBookFactory(scenario, EnvironmentOptions.of(policies)).create();
        env.reset(3);
        env.reset(3);
        alone.reset(3);
        assertArrayEquals(alone.snapshot(), env.snapshot());
        digests[i] = env.simulator().digest();
      }
    }
    assertNotEquals(digests[0], digests[1]);
  }

  @Test
  void whoWasAskedForLongestAgoLosesItsStates() {
    WarmupCache cache = new WarmupCache(100);
    WarmupCache.States a = cache.of("a", COUNT);
    WarmupCache.States b = cache.of("b", COUNT);
    a.offer(0, new byte[40]);
    a.offer(1, new byte[20]);
    b.offer(0, new byte[40]);
    assertEquals(100, cache.bytes());
    assertSame(a, cache.of("a", COUNT));
    a.offer(2, new byte[1]);
    assertEquals(61, cache.bytes());
    assertNull(b.get(0));
    assertNotNull(a.get(1));
    b.offer(5, new byte[39]);
    assertEquals(100, cache.bytes());
    assertNotNull(b.get(5));
    b.offer(6, new byte[101]);
    assertNull(b.get(6));
  }

  @Test
  void whatWasEvictedMakesRoomForItsSuccessor() {
    WarmupCache cache = new WarmupCache(100);
    WarmupCache.States a = cache.of("a", COUNT);
    a.offer(0, new byte[60]);
    cache.of("b", COUNT).offer(0, new byte[60]);
    WarmupCache.States successor = cache.of("a", COUNT);
    successor.offer(1, new byte[10]);
    a.offer(2, new byte[10]);
    assertNull(a.get(2));
    assertNotNull(successor.get(1));
    assertEquals(70, cache.bytes());
    successor.offer(1, new byte[10]);
    assertEquals(70, cache.bytes());
  }

  @Test
  void evictionsChangeNoEpisode() {
    Scenario one = Envs.scenario("market-making", SHORT);
    Scenario two = Envs.scenario("order-execution", "");
    WarmupCache tight = new WarmupCache(200 << 10);
    OrderBookEnvironment first = factory(one, tight).create();
    OrderBookEnvironment second = factory(two, tight).create();
    OrderBookEnvironment firstAlone = factory(one, new WarmupCache()).create();
    OrderBookEnvironment secondAlone = factory(two, new WarmupCache()).create();
    for (long seed = 0; seed < 30; seed++) {
      assertArrayEquals(play(firstAlone, seed), play(first, seed));
      assertArrayEquals(play(secondAlone, seed), play(second, seed));
      assertTrue(tight.bytes() <= 200 << 10);
    }
  }

  @Test
  void environmentsInSeveralThreadsBeginTheSameEpisodes() throws InterruptedException {
    Scenario scenario = Envs.scenario("market-making", SHORT);
    OrderBookFactory alone = factory(scenario, new WarmupCache());
    OrderBookFactory shared = factory(scenario, new WarmupCache());
    OrderBookEnvironment env = alone.create();
    long[][] expected =
        IntStream.range(0, EPISODES).mapToObj(i -> play(env, i)).toArray(long[][]::new);
    long[][][] seen = new long[3][EPISODES][];
    Thread[] threads = new Thread[seen.length];
    CountDownLatch start = new CountDownLatch(1);
    for (int t = 0; t < threads.length; t++) {
      long[][] mine = seen[t];
      OrderBookEnvironment own = shared.create();
      threads[t] =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                  return;
                }
                for (int i = 0; i < EPISODES; i++) {
                  mine[i] = play(own, i);
                }
              });
    }
    start.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    for (long[][] each : seen) {
      assertArrayEquals(expected, each);
    }
  }

  @Test
  void theOpeningIsWhatTheScenarioSays() {
    Scenario none = Envs.scenario("market-making", "{\"session\": {\"warmup\": \"0s\"}}");
    Scenario half = Envs.scenario("market-making", "{\"session\": {\"warmup\": \"15s\"}}");
    Scenario whole = Envs.scenario("market-making", "");
    assertEquals(0, OrderBookMarket.of(none).warmupNanos());
    assertEquals(15_000_000_000L, OrderBookMarket.of(half).warmupNanos());
    assertEquals(30_000_000_000L, OrderBookMarket.of(whole).warmupNanos());
    WarmupCache cache = new WarmupCache();
    OrderBookEnvironment env = factory(none, cache).create();
    env.reset(1);
    assertEquals(0, cache.bytes());
    for (Scenario scenario : new Scenario[] {none, half}) {
      OrderBookEnvironment warm = factory(scenario, cache).create();
      play(warm, 4);
      Simulator market = new SimulationFactory(scenario, PolicyResolver.NONE).create();
      market.reset(4, 0);
      market.run(OrderBookMarket.of(scenario).trader().terms().startNanos());
      assertEquals(market.digest(), play(warm, 4)[0]);
    }
  }
}
