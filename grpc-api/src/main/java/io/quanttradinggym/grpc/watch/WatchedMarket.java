package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.MarketDescription;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.gym.api.Environment;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.Stop;
import io.quanttradinggym.sim.monitor.AgentGroup;
import io.quanttradinggym.sim.monitor.MarketMonitor;
import io.quanttradinggym.sim.monitor.MonitorSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A market and the records for its display. Observation does not change the market: its digest
 * equals that of {@code qtg simulate}. NOT thread safe.
 */
final class WatchedMarket implements AutoCloseable {
  private final Scenario scenario;
  private final WatchSettings settings;
  private final Simulator simulator;
  private final @Nullable WatchedTrader trader;
  private final MarketMonitor monitor;
  private long steps;

  /**
   * @param simulator the market with the trader, if there is one; the constructor resets it
   * @param trader null in a market without the scenario's trader
   */
  WatchedMarket(
      Scenario scenario,
      WatchSettings settings,
      Simulator simulator,
      @Nullable WatchedTrader trader,
      long seed) {
    this.scenario = scenario;
    this.settings = settings;
    this.simulator = simulator;
    this.trader = trader;
    simulator.reset(seed, 0);
    List<AgentGroup> groups = new ArrayList<>();
    OrderBookMarket.of(scenario)
        .population()
        .forEach(entry -> groups.add(new AgentGroup(entry.name(), entry.count())));
    if (trader != null) {
      groups.add(new AgentGroup(trader.participant(), 1));
    }
    monitor =
        new MarketMonitor(
            simulator,
            new MonitorSettings(settings.barNanos(), settings.bars(), settings.levels()),
            groups);
    while (!runTo(simulator.market().openNanos())) {
      // Few events precede the open.
    }
  }

  WatchSettings settings() {
    return settings;
  }

  /** The current frame of an instrument. */
  MarketFrame.Builder frame(int instrument) {
    MarketFrame.Builder frame = MarketMapping.toFrame(monitor.frame(instrument));
    return trader == null ? frame : frame.setTrader(trader.frame(instrument));
  }

  long timeNanos() {
    return simulator.timeNanos();
  }

  void checkInstrument(int index) {
    int last = simulator.market().instruments() - 1;
    if (index < 0 || index > last) {
      throw new ProblemException(Reason.ARGUMENT, "instrument", index, "0 to " + last);
    }
  }

  /** Whether the market has reached the close. */
  boolean isFinished() {
    return simulator.timeNanos() >= simulator.market().closeNanos();
  }

  /**
   * Advances the market to the given time or the close, for about 20 ms of wall-clock time.
   *
   * @return whether the time was reached
   */
  boolean runTo(long nanos) {
    Stop stop = simulator.run(nanos, Environment.SLICE_EVENTS);
    if (stop == Stop.DECISION && trader != null) {
      trader.decide();
    }
    return stop == Stop.TIME;
  }

  /** Number of completed steps. */
  long steps() {
    return steps;
  }

  /** End of the next step: a whole number of steps after the start. */
  long stepEndNanos() {
    return Math.min(
        settings.startNanos() + (steps + 1) * settings.stepNanos(),
        simulator.market().closeNanos());
  }

  /** Records the end of a step. */
  void countStep() {
    steps++;
  }

  /** Constant properties of the market. */
  MarketDescription describe() {
    MarketDescription.Builder description =
        MarketDescription.newBuilder()
            .setScenario(scenario.name())
            .setTitle(scenario.title())
            .setOpenNanos(simulator.market().openNanos())
            .setCloseNanos(simulator.market().closeNanos())
            .setStepNanos(settings.stepNanos())
            .setBarNanos(settings.barNanos())
            .setAgents(simulator.participants());
    for (int i = 0; i < simulator.market().instruments(); i++) {
      description.addInstruments(MarketMapping.toInstrument(simulator.market().instrument(i)));
    }
    if (trader != null) {
      description.setTrader(trader.describe());
    }
    monitor
        .indicators()
        .forEach(shown -> description.addIndicators(MarketMapping.toIndicator(shown)));
    return description.build();
  }

  /** Closes the policy. */
  @Override
  public void close() {
    if (trader != null) {
      trader.close();
    }
  }
}
