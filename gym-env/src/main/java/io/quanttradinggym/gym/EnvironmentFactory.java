package io.quanttradinggym.gym;

import io.quanttradinggym.base.state.SnapshotIdentity;
import io.quanttradinggym.gym.action.ActionScheme;
import io.quanttradinggym.gym.action.ActionSpec;
import io.quanttradinggym.gym.observation.ObservationBuilder;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.reward.RewardFunction;
import io.quanttradinggym.gym.scenario.ExtraParticipant;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.SimulationFactory;
import io.quanttradinggym.gym.scenario.TraderSettings;
import io.quanttradinggym.gym.trader.Policy;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes environments of one scenario. They may run in parallel: all that they share is where their
 * episodes may begin, which has no influence on these.
 */
public final class EnvironmentFactory {
  private final Scenario scenario;
  private final SimulationFactory simulations;
  private final EnvSpec spec;
  private final int maxEpisodeSteps;
  private final UsedPolicies policies;
  private final WarmupCache warmups;
  private final String identity;

  /**
   * @param policies finds the policies that agents of the population name
   * @param maxEpisodeSteps truncates episodes; 0 = the task's own horizon only
   */
  public EnvironmentFactory(Scenario scenario, PolicyResolver policies, int maxEpisodeSteps) {
    this(scenario, policies, maxEpisodeSteps, new WarmupCache());
  }

  /**
   * @param policies finds the policies that agents of the population name
   * @param maxEpisodeSteps truncates episodes; 0 = the task's own horizon only
   * @param warmups shared with other factories
   */
  public EnvironmentFactory(
      Scenario scenario, PolicyResolver policies, int maxEpisodeSteps, WarmupCache warmups) {
    this.scenario = scenario;
    this.maxEpisodeSteps = maxEpisodeSteps;
    this.policies = new UsedPolicies(policies);
    this.warmups = warmups;
    simulations = new SimulationFactory(scenario, this.policies);
    spec = specification(scenario);
    identity = scenario.name() + " " + scenario.hash();
  }

  private EnvironmentFactory(EnvironmentFactory other, PolicyResolver policies) {
    scenario = other.scenario;
    maxEpisodeSteps = other.maxEpisodeSteps;
    this.policies = new UsedPolicies(policies);
    warmups = other.warmups;
    simulations = new SimulationFactory(scenario, this.policies);
    spec = other.spec;
    identity = other.identity;
  }

  /** One of the same environments, which looks for policies elsewhere. */
  public EnvironmentFactory withPolicies(PolicyResolver others) {
    return new EnvironmentFactory(this, others);
  }

  private static EnvSpec specification(Scenario scenario) {
    ActionSpec action = scenario.actionSpec();
    return new EnvSpec(
        scenario.name(),
        scenario.newObservationBuilder().spec(),
        action,
        scenario.action().type(),
        action.canonicalJson(scenario.action()),
        scenario.trader().terms().intervalNanos(),
        scenario.trader().terms().steps(),
        scenario.instruments().stream().map(t -> t.instrument().symbol()).toList(),
        scenario.baselines().stream().map(baseline -> baseline.type()).toList());
  }

  public Scenario scenario() {
    return scenario;
  }

  public EnvSpec spec() {
    return spec;
  }

  /** An environment whose trader is steered from outside. */
  public TradingEnv create() {
    Trader trader = trader(null);
    RewardFunction reward = new RewardFunction(scenario.reward());
    Simulator simulator = simulation(trader);
    String name = identity + policies.identity();
    return new TradingEnv(
        spec,
        simulator,
        trader,
        reward,
        maxEpisodeSteps,
        SnapshotIdentity.of(name),
        warmups.of(name));
  }

  /** {@code n} environments stepped together. */
  public VectorTradingEnv createVector(
      int n, AutoresetMode mode, int threads, LongSupplier entropy) {
    List<TradingEnv> envs = IntStream.range(0, n).mapToObj(i -> create()).toList();
    return new VectorTradingEnv(envs, mode, threads, entropy);
  }

  /** A trader on the scenario's terms; {@code decider} is null for one steered from outside. */
  public Trader trader(@Nullable Policy decider) {
    ObservationBuilder observation = scenario.newObservationBuilder();
    ActionScheme action = scenario.action().plugin().create(scenario.action().parameters());
    return new Trader(
        scenario.trader().terms(), scenario.instruments().size(), observation, action, decider);
  }

  /** The scenario's market with its population and this trader, last in line. */
  public Simulator simulation(Trader trader) {
    return simulations.create(
        List.of(
            new ExtraParticipant(
                TraderSettings.NAME,
                scenario.trader().latency(),
                trader,
                trader.terms().cashMicros())));
  }
}
