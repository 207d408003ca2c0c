package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.policy.Models;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.OnnxPolicy;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.ScenarioException;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.kit.Allocation;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One policy trades the three instruments of three-shares, by every scheme that can. */
final class ThreeSharesActionsTest {
  private static final String EVERYWHERE = "\"instruments\": [0, 1, 2]";
  private static final String PRODUCT =
      "{\"type\": \"each\", \"scheme\": \"direction\", " + EVERYWHERE + "}";
  private static final String COMPONENTS =
      "{\"type\": \"each\", \"scheme\": \"limit-order\", \"space\": \"components\", "
          + EVERYWHERE
          + "}";
  private static final String BOX =
      "{\"type\": \"each\", \"scheme\": \"quote-offsets-continuous\", " + EVERYWHERE + "}";
  private static final String TARGETS =
      "{\"type\": \"each\", \"scheme\": \"target-position-continuous\", " + EVERYWHERE + "}";
  private static final String WEIGHTS =
      "{\"type\": \"target-weights\", \"max_weight\": 0.01, " + EVERYWHERE + "}";
  private static final String MIXED =
      "{\"type\": \"combination\", \"space\": \"components\", \"schemes\": [{\"type\":"
          + " \"quote-offsets\"}, {\"type\": \"direction\", \"instrument\": 1}, {\"type\":"
          + " \"target-position\", \"instrument\": 2}]}";

  private static OrderBookFactory factory(String action) {
    String overrides =
        "{\"session\": {\"warmup\": \"10s\"}, \"episode\": {\"start\": \"10s\", \"duration\":"
            + " \"5m\"}, \"action\": "
            + action
            + "}";
    return new OrderBookFactory(
        Envs.scenario("three-shares", overrides), EnvironmentOptions.defaults());
  }

  private static void play(OrderBookEnvironment env, Envs.Actions actions, int steps) {
    for (int i = 0; i < steps && env.isRunning(); i++) {
      env.step(actions.next(), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PRODUCT, COMPONENTS, BOX, TARGETS, WEIGHTS, MIXED})
  void everySchemeTradesAllThree(String action) {
    OrderBookEnvironment env = factory(action).create();
    env.reset(3);
    play(env, new Envs.Actions(env.spec(), 1), 100);
    for (int instrument = 0; instrument < 3; instrument++) {
      assertTrue(env.trader().tradedLots(instrument) > 0, "instrument " + instrument);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, DISCRETE, 27", "1, MULTI_DISCRETE, 4 4 2 4 4 2 4 4 2", "2, BOX, 6", "3, BOX, 3"})
  void spacesAreThoseOfTheComposition(int scheme, ActionSpec.Kind kind, String counts) {
    ActionSpec spec =
        factory(List.of(PRODUCT, COMPONENTS, BOX, WEIGHTS).get(scheme)).spec().seat().action();
    assertEquals(kind, spec.kind());
    String given =
        kind == ActionSpec.Kind.BOX
            ? "" + spec.size()
            : spec.counts().toString().replaceAll("[\\[\\],]", "");
    assertEquals(counts, given);
  }

  @ParameterizedTest
  @ValueSource(strings = {PRODUCT, COMPONENTS, BOX, TARGETS, WEIGHTS, MIXED})
  void snapshotsAndForksContinueAlike(String action) {
    OrderBookFactory factory = factory(action);
    OrderBookEnvironment env = factory.create();
    env.reset(4);
    play(env, new Envs.Actions(env.spec(), 1), 30);
    byte[] snapshot = env.snapshot();
    OrderBookEnvironment restored = factory.create();
    restored.restore(snapshot);
    OrderBookEnvironment fork = factory.create();
    env.copyTo(fork);
    for (OrderBookEnvironment one : List.of(env, restored, fork)) {
      play(one, new Envs.Actions(env.spec(), 2), 30);
    }
    assertArrayEquals(env.snapshot(), restored.snapshot());
    assertArrayEquals(env.snapshot(), fork.snapshot());
  }

  /** Long the first share and short the second as long as the third rises, then the reverse. */
  private static final class Spread implements Policy<DecisionContext> {
    private final float[] action = new float[3];
    private double last = Double.NaN;

    @Override
    public void decide(DecisionContext decision) {
      double mid = decision.views().prices().midTicks(2);
      float direction = mid >= last ? 1 : -1;
      last = mid;
      action[0] = direction / 2;
      action[1] = -direction / 2;
      action[2] = direction / 10;
      decision.act(action, 0);
    }
  }

  @Test
  void anAgentAndAnEnvironmentPlayTheSameEpisode() {
    OrderBookFactory factory = factory(TARGETS);
    Trader inside = factory.trader(new Spread());
    Simulator market = factory.simulation(inside);
    market.reset(8, 0);
    market.run(inside.terms().endNanos());
    OrderBookEnvironment env = factory.create();
    env.reset(8);
    Spread outside = new Spread();
    while (env.isRunning()) {
      outside.decide(env.seat(0));
      env.advance();
    }
    EpisodeInfo info = new EpisodeInfo(env.spec());
    env.info(0, info);
    assertEquals(inside.ordersDigest(), info.ordersDigest);
    for (int instrument = 0; instrument < 3; instrument++) {
      assertTrue(inside.tradedLots(instrument) > 0);
      assertEquals(inside.tradedLots(instrument), env.trader().tradedLots(instrument));
      assertEquals(inside.positionLots(instrument), info.positionLots[instrument]);
    }
  }

  /** The model's actions are the first two observations: of the touch of the first share. */
  @Test
  void anOnnxAgentActsByTheCompositionOfItsTraining() {
    Scenario training =
        Models.scenario(
            """
            {"instruments": [{"symbol": "A"}, {"symbol": "B"}, {"symbol": "C"}],
             "action": {"type": "each", "scheme": "target-position-continuous",
               "instruments": [2, 1]}}
            """);
    OrderBookFactory market = factory(PRODUCT);
    try (OnnxModel model = Models.model("gaussian", training)) {
      PolicyAgentFactory agents = PolicyAgentFactory.of(model);
      try (OnnxPolicy policy = agents.newPolicy()) {
        Trader trader = agents.newTrader(market.trader(null).terms(), 3, policy);
        Simulator simulator = market.simulation(trader);
        simulator.reset(8, 0);
        simulator.run(trader.terms().endNanos());
        assertEquals(0, trader.tradedLots(0));
        assertTrue(trader.tradedLots(1) > 0);
        assertTrue(trader.tradedLots(2) > 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {PRODUCT, COMPONENTS, BOX, TARGETS, WEIGHTS, MIXED})
  void stepsAndMasksAllocateNothing(String action) {
    OrderBookEnvironment env = factory(action).create();
    boolean[] mask = new boolean[env.spec().seat().action().choices()];
    float[] numbers = new float[env.spec().seat().action().size()];
    long least = Long.MAX_VALUE; // of the episodes: buffers of the market may still grow in one
    for (int episode = 0; least != 0 && episode < 100; episode++) {
      Envs.Actions actions = new Envs.Actions(env.spec(), episode % 2);
      env.reset(episode % 2);
      long allocated =
          Allocation.bytes(() -> {
            while (env.isRunning()) {
              env.seat(0).actionMask(mask);
              actions.write(numbers, 0);
              env.step(numbers, 0);
            }
          });
      least = Math.min(least, allocated);
    }
    assertEquals(0, least);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type': 'each', 'instruments': [0, 3]} | action.instruments: got 3, expected the index of"
            + " an instrument, 0 to 2",
        "{'type': 'combination', 'schemes': [{'type': 'direction', 'instrument': 7}]} |"
            + " action.schemes: got 7, expected the index of an instrument, 0 to 2",
        "{'type': 'each', 'scheme': {'type': 'direction', 'quantity': 0}} |"
            + " action.scheme.quantity: got 0, expected an integer from 1 to 1000000000",
        "{'type': 'each', 'scheme': 'dirction'} | action.scheme.type: got \"dirction\", expected one"
            + " of combination, direction",
        "{'type': 'each', 'space': 'box'} | action.space: got \"box\", expected one of product,"
            + " components",
        "{'type': 'target-weights', 'instruments': []} | action.instruments: got [], expected 1 to"
            + " 50 different indices",
        "{'type': 'combination', 'schemes': 'direction'} | action.schemes: got \"direction\","
            + " expected a list in which each element is an action-scheme"
      })
  void wrongCompositionsAreRefused(String action, String message) {
    ScenarioException e =
        assertThrows(ScenarioException.class, () -> factory(action.replace('\'', '"')));
    String said = String.valueOf(e.getMessage());
    assertTrue(said.contains(message), said);
    assertEquals(1, e.problems().size(), said);
  }

  @Test
  void theRecordedInstrumentIsTheFirstOne() {
    String action = "{\"type\": \"each\", \"instruments\": [2, 1]}";
    assertEquals(2, factory(action).spec().seat().instrument());
  }
}
