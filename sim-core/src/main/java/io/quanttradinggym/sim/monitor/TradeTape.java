package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.ArrayList;
import java.util.List;

/** The last trades. Allocation-free once it is full. */
public final class TradeTape implements SimulationHook {
  private final Simulator simulator;
  private final Ring[] rings; // by instrument, or one for all instruments

  private static final class Ring {
    final int kept;
    final List<Slot> slots = new ArrayList<>();
    long count;

    Ring(int kept) {
      this.kept = kept;
    }

    Slot next() {
      int place = (int) (count++ % kept);
      if (place == slots.size()) {
        slots.add(new Slot());
      }
      return slots.get(place);
    }

    /** The slot at {@code index}, counted from the newest. */
    Slot back(int index) {
      return slots.get((int) ((count - 1 - index) % kept));
    }
  }

  private static final class Slot {
    long timeNanos;
    int instrument;
    boolean buy;
    int priceTicks;
    long quantityLots;
    int maker;
    int taker;
  }

  private TradeTape(Simulator simulator, int rings, int kept) {
    this.simulator = simulator;
    this.rings = new Ring[rings];
    for (int i = 0; i < rings; i++) {
      this.rings[i] = new Ring(kept);
    }
  }

  /** Keeps the last trades of each instrument. */
  public static TradeTape ofEach(Simulator simulator, int kept) {
    return new TradeTape(simulator, simulator.market().instruments(), kept);
  }

  /** Keeps the last trades of all instruments together. */
  public static TradeTape ofAll(Simulator simulator, int kept) {
    return new TradeTape(simulator, 1, kept);
  }

  private Ring ring(int instrument) {
    return rings[rings.length == 1 ? 0 : instrument];
  }

  @Override
  public void onTrade(Trade trade) {
    Slot slot = ring(trade.instrument()).next();
    slot.timeNanos = simulator.timeNanos();
    slot.instrument = trade.instrument();
    slot.buy = trade.aggressor() == Side.BUY;
    slot.priceTicks = trade.priceTicks();
    slot.quantityLots = trade.quantityLots();
    slot.maker = trade.restingOwner();
    slot.taker = trade.incomingOwner();
  }

  /**
   * The last trades, newest first.
   *
   * @param instrument ignored if the tape holds all instruments together
   * @param most largest number of trades returned
   */
  public List<TradeRecord> latest(int instrument, int most) {
    Ring ring = ring(instrument);
    int count = Math.clamp(most, 0, ring.slots.size());
    List<TradeRecord> trades = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      trades.add(record(ring.back(i)));
    }
    return trades;
  }

  private TradeRecord record(Slot slot) {
    return new TradeRecord(
        slot.timeNanos,
        slot.instrument,
        slot.buy,
        slot.priceTicks,
        slot.quantityLots,
        simulator.name(slot.maker),
        simulator.name(slot.taker));
  }

  /** Removes all trades. */
  public void clear() {
    for (Ring ring : rings) {
      ring.slots.clear();
      ring.count = 0;
    }
  }
}
