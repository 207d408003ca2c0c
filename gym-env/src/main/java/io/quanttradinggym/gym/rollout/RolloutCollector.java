package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.EnvSpec;
import io.quanttradinggym.gym.EnvironmentFactory;
import io.quanttradinggym.gym.TradingEnv;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.evaluation.Evaluator;
import io.quanttradinggym.gym.policy.PolicyAgentFactory;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.Policy;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.function.Consumer;

/** Plays episodes of one policy and records them. NOT thread safe. */
public final class RolloutCollector {
  private static final String INSTRUMENT = "instrument";

  private final EnvironmentFactory environments;
  private final Entrant contestant;

  /**
   * @param contestant a trained policy or a baseline that needs no tuning
   */
  public RolloutCollector(EnvironmentFactory environments, Entrant contestant) {
    this.environments = environments;
    this.contestant = contestant;
  }

  /**
   * Plays episodes {@code seed}, {@code seed + 1} and so on through an environment.
   *
   * @param sink hears of each episode as it ends
   */
  public void collect(long seed, int episodes, Consumer<Rollout> sink) {
    Columns columns = new Columns(tradedInstrument(environments.scenario()));
    TradingEnv env = environments.create();
    Trader trader = env.trader();
    try (Policy decider = recorder(columns)) {
      for (int i = 0; i < episodes; i++) {
        env.reset(seed + i);
        decider.reset(trader);
        while (env.isRunning()) {
          decider.decide(trader);
          env.advance();
          columns.rewards.add(env.reward());
        }
        sink.accept(rollout(seed + i, columns, trader, env.simulator(), env.episodeReturn()));
      }
    }
  }

  /**
   * Plays the same episodes with the policy as an agent of the population, which decides inside the
   * simulation, with the observation and actions that its own file names.
   */
  public void collectAsAgent(long seed, int episodes, Consumer<Rollout> sink) {
    Columns columns = new Columns(tradedInstrument(environments.scenario()));
    try (Agent agent = agent(columns)) {
      Simulator simulator = environments.simulation(agent.trader());
      for (int i = 0; i < episodes; i++) {
        simulator.reset(seed + i, 0);
        long interval = agent.trader().decisionIntervalNanos();
        for (long t = agent.trader().startNanos(); !agent.trader().isFinished(); t += interval) {
          simulator.run(t);
        }
        sink.accept(rollout(seed + i, columns, agent.trader(), simulator, 0));
      }
    }
  }

  /** The instrument of the parent order, or else the one that the action scheme trades. */
  private static int tradedInstrument(Scenario scenario) {
    ParentOrder parent = scenario.trader().terms().parentOrder();
    if (parent != null) {
      return parent.instrument();
    }
    Configured<ActionSchemeType> scheme = scenario.action();
    boolean chosen =
        scheme.plugin().parameters().stream().anyMatch(p -> p.name().equals(INSTRUMENT));
    return chosen ? scheme.parameters().getInt(INSTRUMENT) : 0;
  }

  /** A trader that decides inside the simulation, and the decider to be closed after it. */
  private record Agent(Trader trader, Policy decider) implements AutoCloseable {
    @Override
    public void close() {
      decider.close();
    }
  }

  private Agent agent(Columns columns) {
    return switch (contestant) {
      case Entrant.Trained trained -> {
        PolicyAgentFactory seat = PolicyAgentFactory.of(trained.model());
        Policy decider =
            new RecordingPolicy(seat.newPolicy(), environments.spec().action(), columns);
        Scenario scenario = environments.scenario();
        int instruments = scenario.instruments().size();
        yield new Agent(seat.newTrader(scenario.trader().terms(), instruments, decider), decider);
      }
      case Entrant.Baseline baseline -> {
        Policy decider = recorder(columns);
        yield new Agent(environments.trader(decider), decider);
      }
    };
  }

  private Policy recorder(Columns columns) {
    Policy inner = new Evaluator(environments).deciders(contestant).get();
    return new RecordingPolicy(inner, environments.spec().action(), columns);
  }

  private Rollout rollout(
      long seed, Columns columns, Trader trader, Simulator simulator, double episodeReturn) {
    columns.endStep(trader);
    EnvSpec spec = environments.spec();
    int steps = columns.steps();
    float[] outputs = columns.outputs.toArray();
    return new Rollout(
        seed,
        steps,
        spec.observation().size(),
        steps == 0 ? 0 : outputs.length / steps,
        spec.action().size(),
        columns.observations.toArray(),
        outputs,
        columns.actions.toArray(),
        columns.rewards.toArray(),
        (trader.equityMicros() - trader.pnlMicros()) * Units.CURRENCY_PER_MICRO,
        columns.equity.toArray(),
        columns.position.toArray(),
        columns.midTicks.toArray(),
        simulator.digest(),
        trader.ordersDigest(),
        episodeReturn);
  }
}
