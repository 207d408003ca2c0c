package io.quanttradinggym.sim.recording;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Sampler;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;

/** Writes prices, quantities and volumes once a second; the price of an empty side is empty. */
public final class PriceLog implements SimulationHook, AutoCloseable {
  private static final int FUNDAMENTAL_DECIMALS = 4;
  private static final String COLUMNS =
      "time_nanos,instrument,best_bid_ticks,best_bid_lots,best_ask_ticks,best_ask_lots,"
          + "last_trade_ticks,buy_volume_lots,sell_volume_lots,fundamental_ticks";

  private final Simulator simulator;
  private final AsciiWriter file;
  private final Sampler sampler;

  /** Creates the file. */
  public PriceLog(Path path, Simulator simulator) {
    this.simulator = simulator;
    file = new AsciiWriter(path);
    file.field(COLUMNS).endLine();
    sampler = new Sampler(simulator.timeNanos(), Units.NANOS_PER_SECOND, this::write);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    sampler.timePassesTo(toNanos);
  }

  private void write(long timeNanos) {
    MarketView market = simulator.market();
    for (int i = 0; i < market.instruments(); i++) {
      file.field(timeNanos).name(market.instrument(i).symbol());
      touch(market, i, Side.BUY);
      touch(market, i, Side.SELL);
      file.field(market.lastTradeTicks(i))
          .field(market.aggressorVolumeLots(i, Side.BUY))
          .field(market.aggressorVolumeLots(i, Side.SELL))
          .rounded(simulator.fundamentalTicks(i), FUNDAMENTAL_DECIMALS)
          .endLine();
    }
  }

  private void touch(MarketView market, int instrument, Side side) {
    int ticks = market.bestTicks(instrument, side);
    if (ticks == OrderBook.NO_PRICE) {
      file.field("").field(0);
    } else {
      file.field(ticks).field(market.quantityLots(instrument, side, ticks));
    }
  }

  @Override
  public void close() {
    sampler.finish(simulator.timeNanos());
    file.close();
  }
}
