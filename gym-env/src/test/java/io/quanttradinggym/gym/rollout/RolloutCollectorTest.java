package io.quanttradinggym.gym.rollout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.orderbook.AgentRollouts;
import io.quanttradinggym.gym.orderbook.OrderBookEnvironment;
import io.quanttradinggym.gym.orderbook.OrderBookFactory;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.Models;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RolloutCollectorTest {
  private static final int STEPS = 30;

  private final Scenario scenario = Models.scenario("");
  private final OrderBookFactory environments =
      new OrderBookFactory(scenario, EnvironmentOptions.defaults());

  private List<Rollout> collect(Entrant entrant) {
    List<Rollout> rollouts = new ArrayList<>();
    new RolloutCollector(environments, entrant, () -> {}).collect(7, 2, rollouts::add);
    return rollouts;
  }

  private List<Rollout> collectAsAgent(Entrant entrant) {
    List<Rollout> rollouts = new ArrayList<>();
    new AgentRollouts(environments, entrant, () -> {}).collect(7, 2, rollouts::add);
    return rollouts;
  }

  private Entrant trained(String file) {
    return new Entrant.Trained("mine", Models.model(file, scenario));
  }

  private Entrant baseline(String name) {
    return new Entrant.HandWritten(scenario.market().baseline(name));
  }

  @Test
  void recordsEverythingOfAnEpisode() {
    List<Rollout> rollouts = collect(trained("q-network"));
    assertEquals(List.of(7L, 8L), rollouts.stream().map(Rollout::seed).toList());
    Rollout rollout = rollouts.getFirst();
    assertEquals(STEPS, rollout.steps());
    assertEquals(5, rollout.observationSize());
    assertEquals(3, rollout.outputSize());
    assertEquals(1, rollout.actionSize());
    assertEquals(STEPS * 5, rollout.observations().length);
    assertEquals(STEPS * 3, rollout.outputs().length);
    assertEquals(STEPS, rollout.actions().length);
    assertEquals(STEPS, rollout.rewards().length);
    assertEquals(STEPS, rollout.equity().length);
    assertEquals(STEPS, rollout.position().length);
    assertEquals(STEPS, rollout.midTicks().length);
    assertEquals(Arrays.stream(rollout.rewards()).sum(), rollout.episodeReturn(), 1e-9);
    // pnl is the reward: it ends where the equity ends
    assertEquals(1e6, rollout.startingEquity());
    assertEquals(1e6 + rollout.episodeReturn(), rollout.equity()[STEPS - 1], 1e-6);
    assertTrue(Arrays.stream(rollout.position()).anyMatch(lots -> lots != 0));
    assertTrue(Arrays.stream(rollout.midTicks()).distinct().count() > 1);
  }

  /** The recorded actions, played from outside, make the same episode. */
  @Test
  void replayingTheActionsGivesTheSameEpisode() {
    Rollout rollout = collect(trained("q-network")).getFirst();
    OrderBookEnvironment env = environments.create();
    env.reset(7);
    float[] observation = new float[5];
    for (int i = 0; i < STEPS; i++) {
      env.observe(observation, 0);
      assertArrayEquals(Arrays.copyOfRange(rollout.observations(), 5 * i, 5 * i + 5), observation);
      env.step(rollout.actions(), i);
      assertEquals(rollout.rewards()[i], env.reward(0));
      assertEquals(rollout.equity()[i], env.trader().equityMicros() * 1e-6);
      assertEquals(rollout.position()[i], env.trader().positionLots(0));
      assertEquals(rollout.midTicks()[i], env.simulator().market().midTicks(0));
    }
    assertEquals(rollout.digest(), env.simulator().digest());
    assertEquals(rollout.ordersDigest(), env.trader().ordersDigest());
  }

  @Test
  void anAgentOfThePopulationSeesAndDoesTheSame() {
    for (Entrant entrant : List.of(trained("q-network"), baseline("random"))) {
      List<Rollout> inside = collectAsAgent(entrant);
      List<Rollout> outside = collect(entrant);
      for (int i = 0; i < 2; i++) {
        assertArrayEquals(outside.get(i).observations(), inside.get(i).observations());
        assertArrayEquals(outside.get(i).outputs(), inside.get(i).outputs());
        assertArrayEquals(outside.get(i).actions(), inside.get(i).actions());
        assertArrayEquals(outside.get(i).equity(), inside.get(i).equity());
        assertArrayEquals(outside.get(i).position(), inside.get(i).position());
        assertEquals(outside.get(i).ordersDigest(), inside.get(i).ordersDigest());
        assertEquals(0, inside.get(i).rewards().length);
        assertEquals(0, inside.get(i).episodeReturn());
      }
      assertNotEquals(inside.get(0).digest(), inside.get(1).digest());
    }
  }

  /** A scenario that names the policy has it in its population, acting on its own terms. */
  @Test
  void scenariosNamePolicies() {
    OnnxModel model = Models.model("q-network", scenario);
    Scenario with =
        Models.scenario(
            """
            {"population": [
              {"type": "market-maker", "latency": "2ms"},
              {"type": "noise", "count": 20, "latency": "3ms"},
              {"type": "onnx", "name": "trained", "policy": "best.onnx", "start": "5s",
               "duration": "30s", "cash": 1000000}]}
            """);
    PolicyResolver resolver =
        name -> {
          assertEquals("best.onnx", name);
          return model;
        };
    Simulator simulator = new SimulationFactory(with, resolver).create();
    simulator.reset(7, 0);
    simulator.run(OrderBookMarket.of(scenario).trader().terms().endNanos());
    int participant = simulator.participants() - 1;
    assertEquals("trained-0", simulator.name(participant));
    Trader trader = (Trader) simulator.agent(participant);
    assertTrue(trader.isFinished());
    // same latency, cash and terms as the scenario's own trader
    assertEquals(collect(trained("q-network")).getFirst().ordersDigest(), trader.ordersDigest());
  }

  @Test
  void baselinesPastTheSchemeHaveNoAction() {
    Rollout rollout = collect(baseline("fixed-half-spread")).getFirst();
    assertEquals(0, rollout.outputSize());
    for (float action : rollout.actions()) {
      assertEquals(-1, action);
    }
    assertTrue(rollout.ordersDigest() != collect(baseline("do-nothing")).getFirst().ordersDigest());
  }
}
