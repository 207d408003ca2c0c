package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Side;
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

  /** Begins the file. */
  public TradeLog(Path path, Simulator simulator) {
    this.simulator = simulator;
    file = new AsciiWriter(path);
    file.field(COLUMNS).endLine();
  }

  @Override
  public void onTrade(
      int instrument,
      long restingOrderId,
      int restingOwner,
      long incomingOrderId,
      int incomingOwner,
      Side aggressor,
      int priceTicks,
      long quantityLots,
      long restingRemainingLots,
      long incomingRemainingLots) {
    file.field(simulator.timeNanos())
        .name(simulator.market().instrument(instrument).symbol())
        .field(aggressor.name().toLowerCase(Locale.ROOT))
        .field(priceTicks)
        .field(quantityLots)
        .name(simulator.name(restingOwner))
        .name(simulator.name(incomingOwner))
        .endLine();
  }

  @Override
  public void close() {
    file.close();
  }
}
