package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Sampler;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.util.ArrayList;
import java.util.List;

/** Price risk figures of each instrument. */
final class PriceRisk implements SimulationHook {
  private static final double SESSIONS_PER_YEAR = 252;
  private static final int VOLATILITY_MINUTES = 60;

  private final MarketView market;
  private final Sampler minutes;
  private final List<Returns> returns = new ArrayList<>();
  private final double[] minuteTicks;
  private final double[] highTicks;
  private final double[] maxDrawdown;

  PriceRisk(MarketView market) {
    this.market = market;
    int n = market.instruments();
    minuteTicks = new double[n];
    highTicks = new double[n];
    maxDrawdown = new double[n];
    for (int i = 0; i < n; i++) {
      returns.add(new Returns());
      minuteTicks[i] = market.midTicks(i);
      highTicks[i] = market.midTicks(i);
    }
    minutes = Sampler.after(market, Units.NANOS_PER_MINUTE, time -> sample());
  }

  private void sample() {
    for (int i = 0; i < minuteTicks.length; i++) {
      double mid = market.midTicks(i);
      returns.get(i).add(StrictMath.log(mid / minuteTicks[i]));
      minuteTicks[i] = mid;
    }
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    minutes.timePassesTo(toNanos);
  }

  @Override
  public void onMessageDone(int instrument) {
    double mid = market.midTicks(instrument);
    highTicks[instrument] = Math.max(highTicks[instrument], mid);
    maxDrawdown[instrument] = Math.max(maxDrawdown[instrument], drawdown(instrument));
  }

  private double drawdown(int instrument) {
    return 1 - market.midTicks(instrument) / highTicks[instrument];
  }

  private double spread(int instrument) {
    int bid = market.bestTicks(instrument, Side.BUY);
    int ask = market.bestTicks(instrument, Side.SELL);
    return bid == OrderBook.NO_PRICE || ask == OrderBook.NO_PRICE
        ? Double.NaN
        : (ask - bid) / market.midTicks(instrument);
  }

  RiskFigures figures(int instrument) {
    Returns of = returns.get(instrument);
    double minutesPerSession =
        (market.closeNanos() - market.openNanos()) / (double) Units.NANOS_PER_MINUTE;
    double[] tail = of.tail();
    return new RiskFigures(
        of.deviation(VOLATILITY_MINUTES) * Math.sqrt(SESSIONS_PER_YEAR * minutesPerSession),
        drawdown(instrument),
        maxDrawdown[instrument],
        tail[0],
        tail[1],
        spread(instrument));
  }
}
