package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Sampler;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;
import java.util.Locale;

/** Writes the best levels of all books, now and at whole steps of time since the open. */
public final class DepthLog implements SimulationHook, AutoCloseable {
  private final MarketView market;
  private final AsciiWriter file;
  private final Sampler sampler;
  private final int[] pricesTicks;
  private final long[] quantitiesLots;

  /**
   * Creates the file.
   *
   * @param levels number of levels on each side
   */
  public DepthLog(Path path, MarketView market, int levels, long stepNanos) {
    this.market = market;
    file = new AsciiWriter(path);
    file.field("time_nanos,instrument,side,level,price_ticks,quantity_lots").endLine();
    pricesTicks = new int[levels];
    quantitiesLots = new long[levels];
    sampler = Sampler.since(market, stepNanos, this::write);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    sampler.timePassesTo(toNanos);
  }

  private void write(long timeNanos) {
    for (int i = 0; i < market.instruments(); i++) {
      for (Side side : Side.values()) {
        int count = market.levels(i, side, pricesTicks.length, pricesTicks, quantitiesLots);
        for (int level = 0; level < count; level++) {
          file.field(timeNanos).name(market.instrument(i).symbol());
          file.field(side.name().toLowerCase(Locale.ROOT)).field(level + 1);
          file.field(pricesTicks[level]).field(quantitiesLots[level]).endLine();
        }
      }
    }
  }

  @Override
  public void close() {
    sampler.finish(market.timeNanos());
    file.close();
  }
}
