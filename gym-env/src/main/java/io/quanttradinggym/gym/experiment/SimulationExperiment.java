package io.quanttradinggym.gym.experiment;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import java.nio.file.Path;

/** Plays the market of a scenario, without its trader. */
public final class SimulationExperiment {
  private static final byte[] NO_STATE = {};

  private final Scenario scenario;
  private final ResolvedPolicies policies;

  /**
   * @param policies resolves the policies of the population's agents
   */
  public SimulationExperiment(Scenario scenario, PolicyResolver policies) {
    this.scenario = scenario;
    this.policies = new ResolvedPolicies(policies);
  }

  /**
   * Plays one session.
   *
   * @param directory destination of the requested files
   */
  public SimulationResult run(
      SimulationSettings settings, Path directory, ExperimentListener listener) {
    long untilNanos = MarketRun.untilNanos(scenario, settings.until());
    Simulator simulator = new SimulationFactory(scenario, policies).create();
    begin(simulator, settings, untilNanos);
    long fromNanos = simulator.timeNanos();
    long eventsBefore = simulator.events();
    double seconds;
    try (Recording recording = new Recording(simulator, directory, scenario)) {
      recording.begin(settings.files(), settings.levels());
      seconds = play(simulator, untilNanos, listener);
    }
    return new SimulationResult(
        scenario.name(),
        settings.seed(),
        simulator.digest(),
        simulator.events(),
        simulator.orderEvents(),
        simulator.trades(),
        simulator.participants(),
        OrderBookMarket.of(scenario).session().openNanos(),
        OrderBookMarket.of(scenario).session().closeNanos(),
        fromNanos,
        simulator.timeNanos(),
        seconds,
        (simulator.events() - eventsBefore) / seconds,
        settings.saveState() ? SavedMarket.save(simulator, scenario, policies) : NO_STATE);
  }

  private void begin(Simulator simulator, SimulationSettings settings, long untilNanos) {
    simulator.reset(settings.seed(), 0);
    if (settings.savedState().length > 0) {
      SavedMarket.restore(simulator, scenario, policies, settings.savedState());
    }
    if (untilNanos < simulator.timeNanos()) {
      String time = Durations.format(simulator.timeNanos() - simulator.market().openNanos());
      throw new InvalidInputException(
          "until",
          Durations.format(untilNanos - simulator.market().openNanos()),
          "at least %s, which the saved simulation has reached".formatted(time));
    }
  }

  /**
   * Runs second by second, which does not affect the events; returns the elapsed time in seconds.
   */
  private static double play(Simulator simulator, long untilNanos, ExperimentListener listener) {
    long openNanos = simulator.market().openNanos();
    long totalSeconds = Math.max(1, (untilNanos - openNanos) / Units.NANOS_PER_SECOND);
    var progress = listener.counting("seconds of the session");
    long start = System.nanoTime();
    long warm = Math.min(untilNanos, Math.max(openNanos, simulator.timeNanos()));
    MarketRun.to(simulator, warm, listener);
    while (simulator.timeNanos() < untilNanos) {
      long next = Math.min(untilNanos, simulator.timeNanos() + Units.NANOS_PER_SECOND);
      MarketRun.to(simulator, next, listener);
      long done = (simulator.timeNanos() - openNanos) / Units.NANOS_PER_SECOND;
      progress.onProgress(done, totalSeconds);
    }
    return (System.nanoTime() - start) / (double) Units.NANOS_PER_SECOND;
  }
}
