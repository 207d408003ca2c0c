package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.engine.SimulationHook;
import io.quanttradinggym.sim.engine.Simulator;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;

/**
 * Writes what every participant has, at full steps of time since the open, now and at the end: one
 * file with money, one with positions. Equity is cash and positions at mid.
 */
public final class PortfolioLog implements SimulationHook, AutoCloseable {
  private final Simulator simulator;
  private final AsciiWriter portfolios;
  private final AsciiWriter positions;
  private final Sampler sampler;
  private long writtenNanos = -1;

  /** Begins {@code portfolios.csv} and {@code positions.csv}. */
  public PortfolioLog(Path directory, Simulator simulator, long stepNanos) {
    this.simulator = simulator;
    portfolios = new AsciiWriter(directory.resolve("portfolios.csv"));
    portfolios.field("time_nanos,agent,cash_micros,fees_micros,equity_micros").endLine();
    positions = new AsciiWriter(directory.resolve("positions.csv"));
    positions.field("time_nanos,agent,instrument,position_lots").endLine();
    long elapsed = simulator.timeNanos() - simulator.market().openNanos();
    long next = simulator.market().openNanos() + (elapsed / stepNanos + 1) * stepNanos;
    sampler = new Sampler(next, stepNanos, this::write);
    write(simulator.timeNanos());
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    sampler.timePassesTo(toNanos);
  }

  private void write(long timeNanos) {
    MarketView market = simulator.market();
    for (int owner = 0; owner < simulator.owners(); owner++) {
      long doubled = 0;
      for (int i = 0; i < market.instruments(); i++) {
        long lots = simulator.accounts().positionLots(owner, i);
        doubled += lots * market.doubleMidTicks(i) * market.instrument(i).tickSizeMicros();
        positions.field(timeNanos).field(simulator.name(owner));
        positions.field(market.instrument(i).symbol()).field(lots).endLine();
      }
      long cash = simulator.accounts().cashMicros(owner);
      portfolios.field(timeNanos).field(simulator.name(owner)).field(cash);
      portfolios.field(simulator.accounts().feesMicros(owner)).field(cash + doubled / 2).endLine();
    }
    writtenNanos = timeNanos;
  }

  @Override
  public void close() {
    sampler.finish(simulator.timeNanos());
    if (writtenNanos < simulator.timeNanos()) {
      write(simulator.timeNanos());
    }
    try (portfolios;
        positions) {
      portfolios.flush();
    }
  }
}
