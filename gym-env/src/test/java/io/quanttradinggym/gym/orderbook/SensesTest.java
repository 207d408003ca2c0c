package io.quanttradinggym.gym.orderbook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.policy.Models;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.EnvironmentOptions;
import io.quanttradinggym.gym.scenario.MarketType;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.ScenarioException;
import io.quanttradinggym.gym.scenario.ScenarioLoader;
import io.quanttradinggym.gym.scenario.ScenarioSchema;
import io.quanttradinggym.gym.scenario.SchemaCheck;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.kit.Allocation;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.feature.IndicatorType;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.LatencyModel;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every feature, block and reward in a market of three shares, chosen by overrides. */
public final class SensesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final LatencyModel MILLISECOND = LatencyModel.constant(1_000_000);
  private static final List<IndicatorType> TYPES =
      List.copyOf(Plugins.load(IndicatorType.class).all().values());
  private static final String REWARD =
      """
      [{"type": "differential-sharpe"}, {"type": "differential-sortino", "weight": 0.5},
       {"type": "drawdown"}, {"type": "drawdown", "measure": "current"},
       {"type": "turnover", "weight": 1e-4}, {"type": "spread-capture"}]
      """;
  private static final String BLOCKS =
      """
      "news", {"type": "news", "instrument": 2, "history": 3},
      {"type": "orders", "orders": 3, "scaling": "running", "scaling_span": 30},
      "phase", {"type": "phase", "instrument": 1}, "calendar",
      {"type": "portfolio-risk", "instruments": [0, 1, 2], "interval": "5s"},
      {"type": "touch", "history": 4, "scaling": "per-episode"},
      {"type": "feature", "feature": "rsi", "window": 3, "interval": "1s", "instrument": 1,
       "history": 5},
      {"type": "feature", "feature": "sma", "source": "trade", "relative": true}
      """;

  /** Overrides that observe and pay everything, soon after the open. */
  public static final String ALL =
      """
      {"session": {"warmup": "10s"},
       "episode": {"start": "10s", "duration": "5m"},
       "news": [{"type": "earnings-surprise", "rate": 300, "minutes": [1, 3]},
         {"type": "sector-news", "rate": 300}, {"type": "rate-decision", "minutes": [2]}],
       "observation": [%s, %s], "reward": %s}
      """
          .formatted(features(), BLOCKS, REWARD);

  private static String features() {
    return TYPES.stream()
        .map(type -> feature(type.type(), type.followsBars()))
        .collect(Collectors.joining(", "));
  }

  private static String feature(String type, boolean isOfBars) {
    String bars = isOfBars ? ", \"interval\": \"2s\"" : "";
    return "{\"type\": \"feature\", \"feature\": \"%s\"%s, \"clip\": 1000000}"
        .formatted(type, bars);
  }

  private static OrderBookFactory factory() {
    return new OrderBookFactory(Envs.scenario("three-shares", ALL), EnvironmentOptions.defaults());
  }

  /** An agent that writes down the values of all indicators at the trader's decisions. */
  private static final class Probe implements Agent {
    private final List<IndicatorRequest> requests = new ArrayList<>();
    private final List<double[]> seen = new ArrayList<>();
    private final long startNanos;

    Probe(long startNanos) {
      this.startNanos = startNanos;
      for (IndicatorType type : TYPES) {
        requests.add(IndicatorRequest.of(type.type(), 0, type.followsBars() ? 2 * SECOND : 0));
      }
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return requests;
    }

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(startNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      context.wakeAt(context.market().timeNanos() + SECOND);
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < TYPES.size(); i++) {
        for (int output = 0; output < TYPES.get(i).outputs().size(); output++) {
          values.add(context.indicator(i, output));
        }
      }
      seen.add(values.stream().mapToDouble(value -> value).toArray());
    }
  }

  /** Writes down what it observes, and buys and sells at random. */
  private static final class Observer implements Policy<DecisionContext> {
    private final List<float[]> seen = new ArrayList<>();

    @Override
    public void decide(DecisionContext decision) {
      seen.add(decision.observation().clone());
      float[] action = {0};
      action[0] = decision.random().nextInt(16);
      decision.act(action, 0);
    }
  }

  @Test
  void thePolicyObservesWhatAnAgentSees() {
    OrderBookFactory factory = factory();
    Observer policy = new Observer();
    Trader trader = factory.trader(policy);
    Probe probe = new Probe(trader.terms().startNanos());
    Simulator market =
        new SimulationFactory(factory.scenario(), PolicyResolver.NONE)
            .create(
                List.of(
                    new ExtraParticipant("trader", MILLISECOND, trader, 1L << 40),
                    new ExtraParticipant("probe", MILLISECOND, probe, 0)));
    market.reset(11, 0);
    market.run(trader.terms().endNanos() - 1);
    List<ObservationField> fields = factory.spec().seat().observation().fields();
    assertEquals(300, policy.seen.size());
    assertEquals(300, probe.seen.size());
    boolean[] known = new boolean[probe.seen.getFirst().length];
    for (int i = 0; i < 300; i++) {
      double[] values = probe.seen.get(i);
      for (int f = 0; f < values.length; f++) {
        ObservationField field = fields.get(f);
        float value = Double.isNaN(values[f]) ? 0 : (float) (values[f] / field.scale());
        float expected = Math.clamp(value, field.low(), field.high());
        assertEquals(expected, policy.seen.get(i)[f], field.name() + " at " + i);
        known[f] |= expected != 0;
      }
    }
    for (int f = 0; f < known.length; f++) {
      assertTrue(known[f], fields.get(f).name() + " is never known");
    }
  }

  private static List<String> play(OrderBookEnvironment env, long[] actionSeeds, int steps) {
    List<String> lines = new ArrayList<>();
    float[] observation = new float[env.spec().seat().observation().size()];
    for (long seed : actionSeeds) {
      Envs.Actions actions = new Envs.Actions(env.spec(), seed);
      for (int i = 0; i < steps && env.isRunning(); i++) {
        env.step(actions.next(), 0);
        env.observe(observation, 0);
        lines.add(Arrays.toString(observation) + " " + env.reward(0));
      }
    }
    return lines;
  }

  /** The same market up to a decision, and other actions from then on. */
  @Test
  void nothingBeforeADecisionChangesWithWhatFollows() {
    OrderBookEnvironment env = factory().create();
    env.reset(5);
    List<String> one = play(env, new long[] {1, 2}, 60);
    env.reset(5);
    List<String> other = play(env, new long[] {1, 3}, 60);
    assertEquals(one.subList(0, 60), other.subList(0, 60));
    assertFalse(one.subList(60, 120).equals(other.subList(60, 120)));
  }

  @Test
  void snapshotsAndForksKeepHistoryScalingAndRewards() {
    OrderBookFactory factory = factory();
    OrderBookEnvironment env = factory.create();
    env.reset(6);
    play(env, new long[] {1}, 50);
    byte[] snapshot = env.snapshot();
    OrderBookEnvironment restored = factory.create();
    restored.restore(snapshot);
    OrderBookEnvironment fork = factory.create();
    env.copyTo(fork);
    assertArrayEquals(snapshot, restored.snapshot());
    List<String> expected = play(env, new long[] {2}, 50);
    assertEquals(expected, play(restored, new long[] {2}, 50));
    assertEquals(expected, play(fork, new long[] {2}, 50));
    assertArrayEquals(env.snapshot(), fork.snapshot());
  }

  /** An episode depends on its seed, not on the episodes before it. */
  @Test
  void scalingForgetsAtTheEndOfAnEpisode() {
    OrderBookEnvironment env = factory().create();
    env.reset(7);
    List<String> first = play(env, new long[] {1}, 50);
    env.reset(8);
    play(env, new long[] {1}, 50);
    env.reset(7);
    assertEquals(first, play(env, new long[] {1}, 50));
  }

  @Test
  void steppingAllocatesNothingWithEveryBlockAndReward() {
    OrderBookEnvironment env = factory().create();
    float[] action = new float[env.spec().seat().action().size()];
    float[] observation = new float[env.spec().seat().observation().size()];
    Envs.Actions actions = new Envs.Actions(env.spec(), 1);
    // Some bytes appear while the compiler is still at work; a step that allocates never ends at 0.
    long allocated = -1;
    for (int episode = 0; episode < 30 && allocated != 0; episode++) {
      env.reset(episode % 2);
      allocated =
          Allocation.bytes(() -> {
            while (env.isRunning()) {
              actions.write(action, 0);
              env.step(action, 0);
              env.observe(observation, 0);
            }
          });
    }
    assertEquals(0, allocated);
  }

  @Test
  void theEffectiveScenarioReadsBackAsItself() {
    Scenario scenario = Envs.scenario("three-shares", ALL);
    Scenario again = ScenarioLoader.ofClassPath().load(scenario.effectiveYaml());
    assertEquals(scenario.hash(), again.hash());
    assertEquals(
        OrderBookMarket.of(scenario).newObservationBuilder().spec(),
        OrderBookMarket.of(again).newObservationBuilder().spec());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "`feature`: `rsii` | observation[0].feature | rsii | one of adx, atr,",
        "`feature`: `rsi`, `window`: 0 | observation[0].window | 0 | an integer from 1 to",
        "`feature`: `rsi`, `widow`: 3 | observation[0].widow | 3 | one of history, scaling",
        "`feature`: `rsi`, `history`: 0 | observation[0].history | 0 | an integer from 1 to",
        "`feature`: `beta`, `other`: 3"
            + " | observation[0].other | 3 | the index of an instrument, 0 to 2",
        "`feature`: `rsi`, `instrument`: 3"
            + " | observation[0].instrument | 3 | the index of an instrument, 0 to 2",
      })
  void badBlocksOfAScenarioAreRefused(String keys, String field, String value, String allowed) {
    String overrides =
        "{\"observation\": [{\"type\": \"feature\", %s}]}".formatted(keys.replace('`', '"'));
    ScenarioException e =
        assertThrows(ScenarioException.class, () -> Envs.scenario("three-shares", overrides));
    assertEquals(field, e.field());
    assertEquals(value, e.value());
    assertTrue(e.allowed().startsWith(allowed), e.allowed());
  }

  @Test
  void riskOfAnInstrumentThatDoesNotExistIsRefused() {
    ScenarioException e =
        assertThrows(
            ScenarioException.class,
            () -> Envs.scenario("market-making", "{\"observation\": [\"portfolio-risk\"]}"));
    assertEquals("observation[0].instruments", e.field());
    assertEquals("1", e.value());
  }

  /** The trades as a hook sees them, before the mid is refreshed. */
  private static final class Captured implements SimulationHook {
    private final OrderBookEnvironment env;
    private long doubleMicros;
    private int fills;

    Captured(OrderBookEnvironment env) {
      this.env = env;
    }

    @Override
    public void onTrade(Trade trade) {
      int trader = env.trader().participant();
      if (trade.incomingOwner() == trader || trade.restingOwner() == trader) {
        boolean isAggressor = trade.incomingOwner() == trader;
        Side side = isAggressor ? trade.aggressor() : trade.aggressor().opposite();
        long doubleGain =
            env.simulator().market().doubleMidTicks(trade.instrument()) - 2L * trade.priceTicks();
        doubleMicros +=
            side.sign()
                * doubleGain
                * trade.quantityLots()
                * env.trader().tickSizeMicros(trade.instrument());
        fills++;
      }
    }
  }

  @Test
  void spreadIsCapturedAtTheMidBeforeEachTrade() {
    OrderBookEnvironment env =
        new OrderBookFactory(
                Envs.scenario("three-shares", "{\"reward\": [\"spread-capture\"]}"),
                EnvironmentOptions.defaults())
            .create();
    Captured captured = new Captured(env);
    env.simulator().addHook(captured);
    env.reset(3);
    captured.doubleMicros = 0;
    Envs.Actions actions = new Envs.Actions(env.spec(), 1);
    double paid = 0;
    while (env.isRunning()) {
      env.step(actions.next(), 0);
      paid += env.reward(0);
    }
    assertTrue(captured.fills > 20, captured.fills + " fills");
    assertTrue(captured.doubleMicros != 0);
    assertEquals(captured.doubleMicros, env.trader().doubleCapturedMicros());
    assertEquals(captured.doubleMicros / 2e6, paid, 1e-9);
  }

  /** A policy that was trained on a feature with history plays in a population. */
  @Test
  void aTrainedPolicyKeepsItsSenses() {
    Scenario training =
        Models.scenario(
            """
            {"observation": [{"type": "feature", "feature": "rsi", "window": 3,
              "interval": "1s", "history": 5, "scaling": "running"}]}
            """);
    String population =
        """
        {"population": [{"type": "market-maker"}, {"type": "noise", "count": 20},
          {"type": "onnx", "policy": "best.onnx", "start": "1s"}]}
        """;
    try (OnnxModel model = Models.model("q-network", training)) {
      OrderBookEnvironment env =
          new OrderBookFactory(Models.scenario(population), EnvironmentOptions.of(name -> model))
              .create();
      env.reset(4);
      play(env, new long[] {1}, 20);
      assertTrue(env.isRunning());
    }
  }

  @Test
  void theSchemaKnowsFeaturesByName() {
    Map<String, Object> schema = new ScenarioSchema(Plugins.load(MarketType.class)).toMap();
    Map<String, Object> good = Envs.scenario("three-shares", ALL).effective();
    assertEquals(List.of(), SchemaCheck.problems(schema, good));
    for (String bad :
        List.of(
            "{type: feature}",
            "{type: feature, feature: rsii}",
            "{type: feature, feature: rsi, fast: 3}",
            "{type: touch, history: 0}",
            "feature")) {
      String observed =
          "name: a\ninstruments: [{}]\naction: direction\nreward: [pnl]\nobservation: ["
              + bad
              + "]";
      Map<String, Object> document = Documents.parseYaml(observed, "yaml");
      assertFalse(SchemaCheck.problems(schema, document).isEmpty(), bad);
    }
  }
}
