package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import java.util.Arrays;

/** The last trades of each instrument. */
final class TradeTape implements SimulationHook {
  private static final int KEPT = 40;

  private final Simulator simulator;
  private final Slot[][] slots; // by instrument
  private final long[] counts; // by instrument

  private static final class Slot {
    long timeNanos;
    int priceTicks;
    long quantityLots;
    boolean buy;
    int maker;
    int taker;
  }

  TradeTape(Simulator simulator) {
    this.simulator = simulator;
    int instruments = simulator.market().instruments();
    counts = new long[instruments];
    slots = new Slot[instruments][KEPT];
    for (Slot[] row : slots) {
      Arrays.setAll(row, i -> new Slot());
    }
  }

  @Override
  public void onTrade(Trade trade) {
    Slot slot = slots[trade.instrument()][(int) (counts[trade.instrument()]++ % KEPT)];
    slot.timeNanos = simulator.timeNanos();
    slot.priceTicks = trade.priceTicks();
    slot.quantityLots = trade.quantityLots();
    slot.buy = trade.aggressor() == Side.BUY;
    slot.maker = trade.restingOwner();
    slot.taker = trade.incomingOwner();
  }

  /** Adds the last trades, newest first. */
  void write(int instrument, MarketFrame.Builder frame) {
    long count = counts[instrument];
    for (long i = count - 1; i >= Math.max(0, count - KEPT); i--) {
      Slot slot = slots[instrument][(int) (i % KEPT)];
      frame.addLatestTrades(
          MarketFrame.Trade.newBuilder()
              .setTimeNanos(slot.timeNanos)
              .setPriceTicks(slot.priceTicks)
              .setQuantityLots(slot.quantityLots)
              .setBuy(slot.buy)
              .setMaker(simulator.name(slot.maker))
              .setTaker(simulator.name(slot.taker)));
    }
  }
}
