package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.grpc.error.ProblemException;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.v1.MarketDescription;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.Valuation;

/**
 * A market, and what is kept of it to be shown. Being looked at changes nothing: its digest is that
 * of {@code qtg simulate}. NOT thread safe.
 */
final class WatchedMarket {
  private final Scenario scenario;
  private final WatchSettings settings;
  private final Simulator simulator;
  private final Gauges gauges;
  private final FrameBuilder frames;
  private long ticks;

  /**
   * @param simulator without the scenario's trader; is reset
   */
  WatchedMarket(Scenario scenario, WatchSettings settings, Simulator simulator, long seed) {
    this.scenario = scenario;
    this.settings = settings;
    this.simulator = simulator;
    simulator.reset(seed, 0);
    var market = simulator.market();
    gauges = new Gauges(market, settings.candleNanos());
    CandleHistory candles =
        new CandleHistory(market, gauges, settings.candleNanos(), settings.candles());
    TradeTape tape = new TradeTape(simulator);
    PriceRisk risk = new PriceRisk(market);
    Valuation valuation = new Valuation(market, simulator.accounts());
    AgentPnl pnl = new AgentPnl(valuation, simulator.participants());
    AgentGroups groups =
        new AgentGroups(
            OrderBookMarket.of(scenario).population(),
            market,
            simulator.accounts(),
            valuation,
            pnl);
    simulator.addHook(candles.hook());
    simulator.addHook(gauges);
    simulator.addHook(tape);
    simulator.addHook(risk);
    simulator.addHook(groups);
    frames =
        new FrameBuilder(
            simulator,
            settings.levels(),
            new AgentTables(simulator, valuation, pnl, groups),
            (instrument, frame) -> {
              candles.write(instrument, frame);
              tape.write(instrument, frame);
              gauges.write(instrument, frame);
              frame.setRisk(risk.message(instrument));
            });
    runTo(market.openNanos());
  }

  WatchSettings settings() {
    return settings;
  }

  FrameBuilder frames() {
    return frames;
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

  /** Whether the close was reached. */
  boolean isFinished() {
    return simulator.timeNanos() >= simulator.market().closeNanos();
  }

  /** Lets time pass until then, at most to the close. */
  void runTo(long nanos) {
    while (simulator.run(nanos)) {
      // A participant asked to be looked at.
    }
  }

  /** Ticks that are over. */
  long ticks() {
    return ticks;
  }

  /** When the next tick is over: a full number of ticks after the start. */
  long tickEndNanos() {
    return Math.min(
        settings.startNanos() + (ticks + 1) * settings.tickNanos(),
        simulator.market().closeNanos());
  }

  /** Time has passed to the end of a tick. */
  void countTick() {
    ticks++;
  }

  /** What stays as it is. */
  MarketDescription describe() {
    MarketDescription.Builder description =
        MarketDescription.newBuilder()
            .setScenario(scenario.name())
            .setTitle(scenario.title())
            .setOpenNanos(simulator.market().openNanos())
            .setCloseNanos(simulator.market().closeNanos())
            .setTickNanos(settings.tickNanos())
            .setCandleNanos(settings.candleNanos())
            .setAgents(simulator.participants());
    for (int i = 0; i < simulator.market().instruments(); i++) {
      Instrument instrument = simulator.market().instrument(i);
      description.addInstruments(
          MarketDescription.Instrument.newBuilder()
              .setSymbol(instrument.symbol())
              .setSector(instrument.sector())
              .setTickSize(instrument.tickSize()));
    }
    gauges.describe(description);
    return description.build();
  }
}
