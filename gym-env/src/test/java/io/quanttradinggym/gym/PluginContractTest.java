package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.action.ActionScheme;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.observation.ObservedBlock;
import io.quanttradinggym.gym.orderbook.PluginRegistry;
import io.quanttradinggym.gym.policy.BaselineSetup;
import io.quanttradinggym.gym.policy.BaselineType;
import io.quanttradinggym.gym.reward.RewardFunction;
import io.quanttradinggym.gym.reward.RewardTermType;
import io.quanttradinggym.gym.reward.WeightedTerm;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.view.NeedsViews;
import io.quanttradinggym.kit.Allocation;
import io.quanttradinggym.sim.book.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plug-in of every kind. */
final class PluginContractTest {
  private static final PluginRegistry REGISTRY = PluginRegistry.load();
  private static final List<String> RESERVED =
      List.of(
          "type",
          "name",
          "count",
          "latency",
          "cash",
          "position",
          "weight",
          "history",
          "scaling",
          "scaling_span");
  private static final int STEPS = 50;

  static Stream<Plugin> plugins() {
    return Stream.of(
            REGISTRY.fundamentals(),
            REGISTRY.news(),
            REGISTRY.agents(),
            REGISTRY.distributions(),
            REGISTRY.observations(),
            REGISTRY.actions(),
            REGISTRY.rewards(),
            REGISTRY.baselines())
        .flatMap(plugins -> plugins.all().values().stream());
  }

  /** Every block with its defaults, in every variant; every feature; history and scaling. */
  static Stream<ObservedBlock> observations() {
    Stream<ObservedBlock> plain =
        REGISTRY.observations().all().values().stream()
            .flatMap(type -> type.variants().stream().map(variant -> block(type, variant)))
            .map(ObservedBlock::of);
    Configured<ObservationBlockType> touch =
        Configured.of(REGISTRY.observations().get("touch", ""));
    Stream<ObservedBlock> framed =
        Stream.of("fixed", "running", "per-episode")
            .map(scaling -> Map.of("history", 3L, "scaling", scaling, "scaling_span", 5L))
            .map(frames ->
                new ObservedBlock(touch, Parameters.of(ObservedBlock.PARAMETERS, frames, "")));
    return Stream.concat(plain, framed);
  }

  private static Configured<ObservationBlockType> block(
      ObservationBlockType type, Map<String, String> variant) {
    return new Configured<>(type, Parameters.of(type.parameters(variant), variant, type.type()));
  }

  static Stream<ActionSchemeType> actions() {
    return REGISTRY.actions().all().values().stream();
  }

  static Stream<RewardTermType> rewards() {
    return REGISTRY.rewards().all().values().stream();
  }

  static Stream<BaselineType> baselines() {
    return REGISTRY.baselines().all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void isDescribed(Plugin plugin) {
    assertTrue(plugin.type().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), plugin.type());
    assertTrue(plugin.description().endsWith("."), plugin.description());
    List<String> names = new ArrayList<>();
    for (ParameterSpec spec : plugin.parameters()) {
      assertTrue(spec.name().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), spec.name());
      assertTrue(spec.description().endsWith("."), spec.name());
      assertFalse(names.contains(spec.name()), spec.name());
      assertFalse(RESERVED.contains(spec.name()), spec.name() + " has another meaning");
      names.add(spec.name());
    }
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void defaultsAreAllowed(Plugin plugin) {
    List<ParameterSpec> optional =
        plugin.parameters().stream().filter(spec -> spec.defaultValue() != null).toList();
    Parameters.of(optional, Collections.emptyMap(), plugin.type());
  }

  /** A trader of which only the declared views can be read. */
  private static FakeTrader trader(NeedsViews plugin) {
    FakeTrader trader = new FakeTrader();
    trader.allow(plugin.needs());
    trader.parentOrder = new ParentOrder(0, Side.BUY, 1000);
    trader.maxPositionLots = 1_000_000;
    return trader;
  }

  /** Moves market and trader, in the same way for the same random stream. */
  private static void shake(FakeTrader trader, RandomStream random) {
    trader.market.shake(random);
    trader.stepIndex++;
    trader.positionLots[0] = random.nextInt(100) - 50L;
    trader.positionLots[1] = random.nextInt(100) - 50L;
    trader.pnlMicros = random.nextLong(-100_000_000, 100_000_000);
    trader.executedLots = Math.min(1000, trader.executedLots + random.nextInt(20));
    trader.executedTickLots = trader.executedLots * 100;
    trader.tradedLots[0] += random.nextInt(20);
    trader.refusals[random.nextInt(trader.refusals.length)]++;
    trader.doubleCapturedMicros += random.nextLong(-1_000_000, 1_000_000);
    trader.feature = 100 * random.nextDouble();
  }

  private interface Step {
    void run(FakeTrader trader);
  }

  /** What a part does after a restore is what it would have done without one. */
  private static void assertRestores(
      NeedsViews type, Stateful part, Stateful twin, Step step, Step twinStep, Runnable compare) {
    FakeTrader trader = trader(type);
    RandomStream random = new RandomStream("contract");
    for (int i = 0; i < STEPS; i++) {
      shake(trader, random);
      step.run(trader);
    }
    assertCopies(part, twin);
    for (int i = 0; i < STEPS; i++) {
      shake(trader, random);
      step.run(trader);
      twinStep.run(trader);
      compare.run();
    }
  }

  /** The twin reads what the part wrote, all of it, and would write it again. */
  private static void assertCopies(Stateful part, Stateful twin) {
    StateWriter out = new StateWriter();
    part.save(out);
    StateReader in = new StateReader(out.buffer(), 0, out.size());
    twin.load(in);
    assertEquals(0, in.remaining(), "reads what it wrote");
    StateWriter again = new StateWriter();
    twin.save(again);
    assertArrayEquals(out.toByteArray(), again.toByteArray());
  }

  /** Bytes that one call allocates after warm-up. */
  private static double allocated(Runnable call) {
    int calls = 20_000;
    Runnable repeated =
        () -> {
          for (int i = 0; i < calls; i++) {
            call.run();
          }
        };
    repeated.run();
    return (double) Allocation.bytes(repeated) / calls;
  }

  @ParameterizedTest
  @MethodSource("observations")
  void observationIsFiniteRestoresAndAllocatesNothing(ObservedBlock block) {
    ObservationBuilder builder = new ObservationBuilder(List.of(block));
    ObservationBuilder twin = new ObservationBuilder(List.of(block));
    builder.reset(trader(block.choice().plugin()));
    float[] out = new float[builder.size()];
    float[] twinOut = new float[builder.size()];
    assertRestores(
        block.choice().plugin(),
        builder,
        twin,
        trader -> builder.write(trader, out, 0),
        trader -> twin.write(trader, twinOut, 0),
        () -> assertArrayEquals(out, twinOut));
    for (float value : out) {
      assertTrue(Float.isFinite(value));
    }
    FakeTrader trader = trader(block.choice().plugin());
    shake(trader, new RandomStream("allocation"));
    assertTrue(allocated(() -> builder.write(trader, out, 0)) < 1, block.choice().type());
  }

  /** Nothing of an earlier episode shows in a later one. */
  @ParameterizedTest
  @MethodSource("observations")
  void observationForgetsAtAReset(ObservedBlock block) {
    ObservationBuilder used = new ObservationBuilder(List.of(block));
    ObservationBuilder fresh = new ObservationBuilder(List.of(block));
    FakeTrader trader = trader(block.choice().plugin());
    RandomStream random = new RandomStream("contract");
    float[] out = new float[used.size()];
    float[] expected = new float[used.size()];
    used.reset(trader);
    for (int i = 0; i < STEPS; i++) {
      shake(trader, random);
      used.write(trader, out, 0);
    }
    used.reset(trader);
    fresh.reset(trader);
    for (int i = 0; i < STEPS; i++) {
      used.write(trader, out, 0);
      fresh.write(trader, expected, 0);
      assertArrayEquals(expected, out);
      shake(trader, random);
    }
  }

  /** Every element is told apart from all others, with an empty book as well. */
  @ParameterizedTest
  @MethodSource("observations")
  void observationOfAnEmptyMarketIsFinite(ObservedBlock block) {
    ObservationBuilder builder = new ObservationBuilder(List.of(block));
    FakeTrader trader = trader(block.choice().plugin());
    builder.reset(trader);
    float[] out = new float[builder.size()];
    Arrays.fill(out, Float.NaN);
    builder.write(trader, out, 0);
    for (int i = 0; i < out.length; i++) {
      assertTrue(out[i] >= builder.spec().fields().get(i).low());
      assertTrue(out[i] <= builder.spec().fields().get(i).high());
    }
  }

  @ParameterizedTest
  @MethodSource("actions")
  void schemeTakesEveryActionAndRestores(ActionSchemeType type) {
    Configured<ActionSchemeType> configured = Configured.of(type);
    ActionScheme scheme = type.create(configured.parameters());
    ActionScheme twin = type.create(configured.parameters());
    ActionSpec spec = scheme.spec();
    assertEquals(spec, twin.spec());
    assertEquals(
        spec.kind() == ActionSpec.Kind.DISCRETE ? spec.counts().getFirst() : spec.size(),
        spec.labels().size());
    assertFalse(spec.canonicalJson(configured.toMap()).isEmpty());
    assertFalse(apply(type, scheme, "before").isEmpty());
    assertCopies(scheme, twin);
    assertEquals(apply(type, scheme, "after"), apply(type, twin, "after"));
  }

  /** The orders of random actions in a market that depends on {@code name} alone. */
  private static List<String> apply(ActionSchemeType type, ActionScheme scheme, String name) {
    ActionSpec spec = scheme.spec();
    FakeTrader trader = trader(type);
    RandomStream random = new RandomStream(name);
    float[] action = new float[spec.size()];
    for (int i = 0; i < 200; i++) {
      shake(trader, random);
      for (int c = 0; c < action.length; c++) {
        action[c] =
            spec.kind() == ActionSpec.Kind.BOX
                ? (float) (2 * random.nextDouble() - 1)
                : random.nextInt(spec.counts().get(c));
      }
      spec.check(action, 0, "action");
      assertTrue(scheme.apply(action, 0, trader, trader.gateway()) >= 0);
      trader.confirmCancels();
    }
    return trader.sent();
  }

  @ParameterizedTest
  @MethodSource("rewards")
  void rewardIsFiniteRestoresAndAllocatesNothing(RewardTermType type) {
    List<WeightedTerm> terms = List.of(new WeightedTerm(Configured.of(type), 1));
    RewardFunction reward = new RewardFunction(terms);
    RewardFunction twin = new RewardFunction(terms);
    reward.reset(trader(type));
    double[] values = new double[2];
    assertRestores(
        type,
        reward,
        twin,
        trader -> values[0] = reward.evaluate(trader, trader.stepIndex == 2 * STEPS),
        trader -> values[1] = twin.evaluate(trader, trader.stepIndex == 2 * STEPS),
        () -> {
          assertTrue(Double.isFinite(values[0]));
          assertEquals(values[0], values[1]);
        });
    FakeTrader trader = trader(type);
    assertTrue(allocated(() -> values[0] += reward.evaluate(trader, false)) < 1, type.type());
  }

  @ParameterizedTest
  @MethodSource("baselines")
  void baselineDecidesAndRestores(BaselineType type) {
    Configured<BaselineType> configured = Configured.of(type);
    BaselineSetup setup = new BaselineSetup(ActionSpec.discrete(List.of("a", "b")), 3);
    var policies = type.create(configured.parameters(), setup).options().getFirst().policies();
    try (Policy<? super DecisionContext> policy = policies.get();
        Policy<? super DecisionContext> twin = policies.get()) {
      policy.reset(trader(type));
      play(type, policy, "before");
      assertCopies(policy, twin);
      assertEquals(play(type, policy, "after"), play(type, twin, "after"));
    }
  }

  /** The orders of some decisions in a market that depends on {@code name} alone. */
  private static List<String> play(
      BaselineType type, Policy<? super DecisionContext> policy, String name) {
    FakeTrader trader = trader(type);
    RandomStream random = new RandomStream(name);
    for (int i = 0; i < STEPS; i++) {
      shake(trader, random);
      policy.decide(trader);
    }
    return trader.sent();
  }
}
