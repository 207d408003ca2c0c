package io.quanttradinggym.sim.recording;

/**
 * Trades of one instrument within one step of time. Filled anew for the next: copy what is kept.
 */
public final class Candle {
  private int openTicks;
  private int highTicks;
  private int lowTicks;
  private int closeTicks;
  private long volumeLots;
  private long buyVolumeLots;
  private long trades;
  private double turnoverTickLots;

  void add(int priceTicks, long lots, boolean buy) {
    if (trades++ == 0) {
      openTicks = priceTicks;
      highTicks = priceTicks;
      lowTicks = priceTicks;
    }
    highTicks = Math.max(highTicks, priceTicks);
    lowTicks = Math.min(lowTicks, priceTicks);
    closeTicks = priceTicks;
    volumeLots += lots;
    buyVolumeLots += buy ? lots : 0;
    turnoverTickLots += (double) priceTicks * lots;
  }

  void clear() {
    trades = 0;
    volumeLots = 0;
    buyVolumeLots = 0;
    turnoverTickLots = 0;
  }

  /** Number of trades; where it is 0, there are no prices. */
  public long trades() {
    return trades;
  }

  public int openTicks() {
    return openTicks;
  }

  public int highTicks() {
    return highTicks;
  }

  public int lowTicks() {
    return lowTicks;
  }

  public int closeTicks() {
    return closeTicks;
  }

  public long volumeLots() {
    return volumeLots;
  }

  /** The part of the volume whose incoming order bought. */
  public long buyVolumeLots() {
    return buyVolumeLots;
  }

  /** Volume-weighted average price. */
  public double vwapTicks() {
    return turnoverTickLots / volumeLots;
  }
}
