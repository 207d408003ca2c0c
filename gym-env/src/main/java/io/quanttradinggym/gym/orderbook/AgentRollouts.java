package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.BoundPolicy;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.evaluation.Entrant;
import io.quanttradinggym.gym.rollout.EpisodeRecorder;
import io.quanttradinggym.gym.rollout.Rollout;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.Stop;
import java.util.function.Consumer;

/**
 * Plays episodes with a policy as an agent of the population. The policy decides inside the
 * simulation, with the observation and actions defined by its file. NOT thread safe.
 */
public final class AgentRollouts {
  private final OrderBookFactory environments;
  private final Entrant entrant;
  private final Runnable checkWanted;

  /**
   * @param entrant a policy that needs no tuning
   * @param checkWanted called often during episodes; an exception aborts them
   */
  public AgentRollouts(OrderBookFactory environments, Entrant entrant, Runnable checkWanted) {
    this.environments = environments;
    this.entrant = entrant;
    this.checkWanted = checkWanted;
  }

  /**
   * Plays episodes {@code seed}, {@code seed + 1} and so on. There are no rewards.
   *
   * @param sink receives each episode at its end
   */
  public void collect(long seed, int episodes, Consumer<Rollout> sink) {
    EpisodeInfo info = new EpisodeInfo(environments.spec());
    EpisodeRecorder recorder = new EpisodeRecorder(environments.spec().seat());
    try (Recording recording = new Recording(recorder, info)) {
      Trader trader = recording.trader;
      Simulator simulator = environments.simulation(trader);
      for (int i = 0; i < episodes; i++) {
        simulator.reset(seed + i, 0);
        for (long t = trader.startNanos(); !trader.isFinished(); t += interval(trader)) {
          while (simulator.run(t, Environment.SLICE_EVENTS) == Stop.LIMIT) {
            checkWanted.run();
          }
        }
        recording.endStep(trader);
        info.episodeSeed = seed + i;
        info.digest = simulator.digest();
        sink.accept(recorder.end(info));
      }
    }
  }

  private static long interval(Trader trader) {
    return trader.decisionIntervalNanos();
  }

  /** Forwards decisions to a policy and records its observations and actions. */
  private final class Recording implements Policy<DecisionContext> {
    private final EpisodeRecorder recorder;
    private final EpisodeInfo info;
    private final Policy<? super DecisionContext> inner;
    private final Trader trader;
    private int ended;

    Recording(EpisodeRecorder recorder, EpisodeInfo info) {
      this.recorder = recorder;
      this.info = info;
      switch (entrant) {
        case Entrant.Trained trained -> {
          PolicyAgentFactory agents = PolicyAgentFactory.of(trained.model());
          OrderBookMarket market = environments.market();
          int instruments = market.instruments().size();
          inner = agents.newPolicy();
          trader = agents.newTrader(market.trader().terms(), instruments, this);
        }
        case Entrant.HandWritten handWritten -> {
          OrderBookMarket market = environments.market();
          inner = market.baselineTypes().choice(handWritten.name(), market).only().get();
          trader = environments.trader(this);
        }
      }
    }

    @Override
    public void reset(DecisionContext seat) {
      ended = 0;
      TraderInfo.write(trader, info);
      recorder.begin(info);
      inner.reset(seat);
    }

    @Override
    public void decide(DecisionContext seat) {
      endStep(trader);
      inner.decide(seat);
      recorder.decided(new BoundPolicy<DecisionContext>(inner, seat));
    }

    /** Records the state after the previous step, once. */
    void endStep(Trader state) {
      if (state.stepIndex() > ended) {
        ended = state.stepIndex();
        TraderInfo.write(state, info);
        recorder.stepped(info);
      }
    }

    @Override
    public void save(StateWriter out) {
      inner.save(out);
    }

    @Override
    public void load(StateReader in) {
      inner.load(in);
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
