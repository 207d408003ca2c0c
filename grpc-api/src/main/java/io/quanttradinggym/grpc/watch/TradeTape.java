package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.sim.book.Side;
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
    Slot slot = slots[instrument][(int) (counts[instrument]++ % KEPT)];
    slot.timeNanos = simulator.timeNanos();
    slot.priceTicks = priceTicks;
    slot.quantityLots = quantityLots;
    slot.buy = aggressor == Side.BUY;
    slot.maker = restingOwner;
    slot.taker = incomingOwner;
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
