package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.kernel.Sampler;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.Valuation;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Writes the totals of each population at whole steps of time since the open, at the start and at
 * the end: one file with money, one with positions. Equity is cash plus positions at mid.
 */
public final class PopulationLog implements SimulationHook, AutoCloseable {
  private final Simulator simulator;
  private final Populations populations;
  private final Valuation valuation;
  private final AsciiWriter money;
  private final AsciiWriter positions;
  private final Sampler sampler;
  private final long[] cashMicros; // (populations)
  private final long[] feesMicros; // (populations)
  private final long[] equityMicros; // (populations)
  private final long[] lots; // (populations, instruments)
  private long writtenNanos = -1;

  /** Creates {@code populations.csv} and {@code population_positions.csv}. */
  public PopulationLog(
      Path directory, Simulator simulator, Populations populations, long stepNanos) {
    this.simulator = simulator;
    this.populations = populations;
    valuation = new Valuation(simulator.market(), simulator.accounts());
    money = new AsciiWriter(directory.resolve("populations.csv"));
    money.field("time_nanos,population,cash_micros,fees_micros,equity_micros").endLine();
    positions = new AsciiWriter(directory.resolve("population_positions.csv"));
    positions.field("time_nanos,population,instrument,position_lots").endLine();
    cashMicros = new long[populations.count()];
    feesMicros = new long[populations.count()];
    equityMicros = new long[populations.count()];
    lots = new long[populations.count() * simulator.market().instruments()];
    sampler = Sampler.after(simulator.market(), stepNanos, this::write);
    write(simulator.timeNanos());
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    sampler.timePassesTo(toNanos);
  }

  private void addUp() {
    Accounts accounts = simulator.accounts();
    int instruments = simulator.market().instruments();
    Arrays.fill(cashMicros, 0);
    Arrays.fill(feesMicros, 0);
    Arrays.fill(equityMicros, 0);
    Arrays.fill(lots, 0);
    for (int participant = 0; participant < populations.participants(); participant++) {
      int place = populations.of(participant);
      cashMicros[place] += accounts.cashMicros(participant);
      feesMicros[place] += accounts.feesMicros(participant);
      equityMicros[place] += valuation.equityMicros(participant);
      for (int i = 0; i < instruments; i++) {
        lots[place * instruments + i] += accounts.positionLots(participant, i);
      }
    }
  }

  private void write(long timeNanos) {
    addUp();
    MarketView market = simulator.market();
    for (int place = 0; place < populations.count(); place++) {
      for (int i = 0; i < market.instruments(); i++) {
        long held = lots[place * market.instruments() + i];
        positions.field(timeNanos).name(populations.name(place));
        positions.name(market.instrument(i).symbol()).field(held).endLine();
      }
      money.field(timeNanos).name(populations.name(place)).field(cashMicros[place]);
      money.field(feesMicros[place]).field(equityMicros[place]).endLine();
    }
    writtenNanos = timeNanos;
  }

  @Override
  public void close() {
    sampler.finish(simulator.timeNanos());
    if (writtenNanos < simulator.timeNanos()) {
      write(simulator.timeNanos());
    }
    money.close();
    positions.close();
  }
}
