package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.nio.file.Path;
import java.util.Locale;

/** Writes every trade of every instrument as a line of a CSV file. */
public final class TradeLog implements SimulationHook, AutoCloseable {
  private static final String COLUMNS =
      "time_nanos,instrument,aggressor,price_ticks,quantity_lots,maker,taker";

  private final Simulator simulator;
  private final AsciiWriter file;

  /** Creates the file. */
  public TradeLog(Path path, Simulator simulator) {
    this.simulator = simulator;
    file = new AsciiWriter(path);
    file.field(COLUMNS).endLine();
  }

  @Override
  public void onTrade(Trade trade) {
    file.field(simulator.timeNanos())
        .name(simulator.market().instrument(trade.instrument()).symbol())
        .field(trade.aggressor().name().toLowerCase(Locale.ROOT))
        .field(trade.priceTicks())
        .field(trade.quantityLots())
        .name(simulator.name(trade.restingOwner()))
        .name(simulator.name(trade.incomingOwner()))
        .endLine();
  }

  @Override
  public void close() {
    file.close();
  }
}
