package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;
import java.util.Locale;

/** Writes auction calls, halts, resumptions and auction prices. */
public final class PhaseLog implements SimulationHook, AutoCloseable {
  private final MarketView market;
  private final AsciiWriter file;

  /** Creates the file. */
  public PhaseLog(Path path, MarketView market) {
    this.market = market;
    file = new AsciiWriter(path);
    file.field("time_nanos,instrument,event,cause,price_ticks,quantity_lots").endLine();
  }

  @Override
  public void onPhaseChanged(int instrument, TradingPhase phase, PhaseCause cause) {
    begin(instrument).field(lower(phase)).field(lower(cause)).field("").field("").endLine();
  }

  @Override
  public void onUncrossed(int instrument, int priceTicks, long quantityLots) {
    begin(instrument).field("auction").field("").field(priceTicks).field(quantityLots).endLine();
  }

  private AsciiWriter begin(int instrument) {
    return file.field(market.timeNanos()).name(market.instrument(instrument).symbol());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    file.close();
  }
}
