package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.ResetNeededException;
import io.quanttradinggym.gym.api.WarmupCache;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.kit.Allocation;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookEnvironmentTest {
  private static final int STEPS = 40;
  private static final int MOST_EPISODES = 500;

  static Set<String> names() {
    return Envs.names();
  }

  /** Everything that an agent could see of up to {@link #STEPS} steps, one line per step. */
  private static List<String> play(OrderBookEnvironment env, long actionSeed) {
    Envs.Actions actions = new Envs.Actions(env.spec(), actionSeed);
    float[] observation = new float[env.spec().seat().observation().size()];
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < STEPS && env.isRunning(); i++) {
      env.step(actions.next(), 0);
      env.observe(observation, 0);
      lines.add(
          java.util.Arrays.toString(observation)
              + env.reward(0)
              + env.isTerminated(0)
              + env.trader().pnlMicros()
              + " "
              + env.simulator().digest());
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("names")
  void nothingSurvivesAReset(String name) {
    OrderBookFactory factory = Envs.factory(name);
    OrderBookEnvironment fresh = factory.create();
    fresh.reset(5);
    List<String> expected = play(fresh, 1);
    OrderBookEnvironment used = factory.create();
    used.reset(99);
    play(used, 2);
    used.reset(5);
    assertEquals(expected, play(used, 1));
    used.resetNext();
    assertNotEquals(expected, play(used, 1));
    assertEquals(5, used.episodeSeed());
    assertEquals(1, used.episodeIndex());
  }

  @ParameterizedTest
  @MethodSource("names")
  void readingTheStateAheadChangesNothing(String name) {
    OrderBookEnvironment env = Envs.factory(name).create();
    env.reset(3);
    env.step(new float[env.spec().actionSize()], 0);
    byte[] before = env.snapshot();
    assertEquals(env.touch(), env.touch());
    assertArrayEquals(before, env.snapshot());
  }

  @ParameterizedTest
  @MethodSource("names")
  void followingEpisodesAreReproducibleToo(String name) {
    OrderBookFactory factory = Envs.factory(name);
    OrderBookEnvironment one = factory.create();
    OrderBookEnvironment two = factory.create();
    one.reset(0);
    one.resetNext();
    one.resetNext();
    two.reset(0);
    play(two, 3);
    two.resetNext();
    play(two, 4);
    two.resetNext();
    assertEquals(play(one, 7), play(two, 7));
  }

  @ParameterizedTest
  @MethodSource("names")
  void observationsStayWithinTheirBounds(String name) {
    OrderBookEnvironment env = Envs.factory(name).create();
    float[] observation = new float[env.spec().seat().observation().size()];
    for (long seed = 0; seed < 3; seed++) {
      env.reset(seed);
      Envs.Actions actions = new Envs.Actions(env.spec(), seed);
      while (env.isRunning()) {
        env.step(actions.next(), 0);
        env.observe(observation, 0);
        for (int i = 0; i < observation.length; i++) {
          var field = env.spec().seat().observation().fields().get(i);
          assertTrue(observation[i] >= field.low() && observation[i] <= field.high(), field.name());
        }
        assertTrue(Double.isFinite(env.reward(0)));
      }
      assertTrue(env.isTerminated(0));
      assertFalse(env.isTruncated(0));
      assertTrue(env.trader().stepIndex() <= env.spec().seat().stepsPerEpisode());
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void anEpisodeIsTheMarketOfTheSameSeed(String name) {
    OrderBookFactory factory = Envs.factory(name);
    Simulator market = new SimulationFactory(factory.scenario(), PolicyResolver.NONE).create();
    OrderBookEnvironment env = factory.create();
    market.reset(11, 0);
    env.reset(11);
    market.run(env.simulator().timeNanos());
    assertEquals(market.digest(), env.simulator().digest());
    assertEquals(factory.market().trader().terms().startNanos(), env.simulator().timeNanos());
  }

  @ParameterizedTest
  @MethodSource("names")
  void deciderInsideAndActionsFromOutsideGiveTheSameMarket(String name) {
    OrderBookFactory factory = Envs.factory(name);
    OrderBookEnvironment env = factory.create();
    env.reset(17);
    Envs.Actions actions = new Envs.Actions(env.spec(), 5);
    while (env.isRunning()) {
      env.step(actions.next(), 0);
    }
    Envs.Actions sameActions = new Envs.Actions(env.spec(), 5);
    Policy<DecisionContext> policy =
        new Policy<>() {
          @Override
          public void decide(DecisionContext decision) {
            decision.act(sameActions.next(), 0);
          }
        };
    Trader inside = factory.trader(policy);
    Simulator simulator = factory.simulation(inside);
    simulator.reset(17, 0);
    simulator.run(env.simulator().timeNanos());
    assertTrue(inside.isFinished());
    assertEquals(env.trader().ordersDigest(), inside.ordersDigest());
    assertEquals(env.simulator().digest(), simulator.digest());
    assertEquals(env.trader().pnlMicros(), inside.pnlMicros());
    assertArrayEquals(env.trader().observation(), inside.observation());
  }

  @ParameterizedTest
  @MethodSource("names")
  void restoredEpisodesContinueBitForBit(String name) {
    OrderBookFactory factory = Envs.factory(name);
    OrderBookEnvironment env = factory.create();
    env.reset(23);
    play(env, 1);
    StateWriter out = new StateWriter();
    env.save(out);
    boolean running = env.isRunning();
    List<String> expected = play(env, 2);
    OrderBookEnvironment restored = factory.create();
    restored.reset(1);
    play(restored, 9);
    restored.load(new StateReader(out.toByteArray(), 0, out.size()));
    assertEquals(running, restored.isRunning());
    assertEquals(expected, play(restored, 2));
    restored.resetNext();
    env.resetNext();
    assertEquals(play(env, 3), play(restored, 3));
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("names")
  void steppingAllocatesNothingAfterWarmUp(String name) {
    OrderBookEnvironment env = Envs.factory(name).create();
    float[] action = new float[env.spec().seat().action().size()];
    float[] observation = new float[env.spec().seat().observation().size()];
    Envs.Actions actions = new Envs.Actions(env.spec(), 1);
    long allocated = -1;
    // Code that is not compiled yet allocates what escape analysis will remove; other load delays
    // it.
    for (long seed = 0; allocated != 0 && seed < MOST_EPISODES; seed++) {
      env.reset(seed % 4);
      allocated =
          Allocation.bytes(() -> {
            while (env.isRunning()) {
              actions.write(action, 0);
              env.step(action, 0);
              env.observe(observation, 0);
            }
          });
    }
    // Actions.write unboxes small cached integers and allocates nothing either.
    assertEquals(0, allocated);
  }

  @Test
  void stepsNeedAReset() {
    OrderBookFactory factory = Envs.factory("market-making");
    OrderBookEnvironment env = factory.create();
    float[] action = new float[env.spec().seat().action().size()];
    assertThrows(ResetNeededException.class, () -> env.step(action, 0));
    assertThrows(ResetNeededException.class, env::resetNext);
    env.reset(0);
    while (env.isRunning()) {
      env.step(action, 0);
    }
    assertThrows(ResetNeededException.class, () -> env.step(action, 0));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -1, 1e6f, 0.5f})
  void actionsOutsideTheSpaceAreRefusedAndNothingHappens(float bad) {
    OrderBookEnvironment env = Envs.factory("market-making").create();
    env.reset(0);
    long time = env.simulator().timeNanos();
    InvalidInputException thrown =
        assertThrows(InvalidInputException.class, () -> env.step(new float[] {bad}, 0));
    assertEquals("action", thrown.field());
    assertEquals(time, env.simulator().timeNanos());
    assertTrue(env.isRunning());
    env.step(new float[] {0}, 0);
  }

  @Test
  void cutOffsFromOutsideTruncate() {
    OrderBookFactory factory =
        new OrderBookFactory(
            Envs.scenario("market-making", ""),
            new EnvironmentOptions(PolicyResolver.NONE, 3, new WarmupCache()));
    OrderBookEnvironment env = factory.create();
    env.reset(0);
    for (int i = 0; i < 3; i++) {
      assertFalse(env.isTruncated(0));
      env.step(new float[] {0}, 0);
    }
    assertTrue(env.isTruncated(0));
    assertFalse(env.isTerminated(0));
    assertFalse(env.isRunning());
    assertThrows(ResetNeededException.class, () -> env.step(new float[] {0}, 0));
    assertThrows(
        InvalidInputException.class,
        () ->
            new OrderBookFactory(
                    factory.scenario(),
                    new EnvironmentOptions(PolicyResolver.NONE, -1, new WarmupCache()))
                .create());
  }
}
