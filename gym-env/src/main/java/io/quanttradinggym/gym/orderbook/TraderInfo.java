package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.gym.api.EpisodeInfo;
import io.quanttradinggym.gym.trader.Trader;
import io.quanttradinggym.gym.trader.WorkingOrders;
import io.quanttradinggym.sim.book.Side;

/** Writes a trader's episode info for environments and recordings. */
final class TraderInfo {
  private TraderInfo() {}

  static void write(Trader trader, EpisodeInfo out) {
    out.equityMicros = trader.equityMicros();
    out.pnlMicros = trader.pnlMicros();
    out.feesMicros = trader.feesMicros();
    out.interventions = trader.interventions();
    for (int i = 0; i < out.refusals.length; i++) {
      out.refusals[i] = trader.refusals(i);
    }
    out.ordersDigest = trader.ordersDigest();
    for (int i = 0; i < out.positionLots.length; i++) {
      out.positionLots[i] = trader.positionLots(i);
      out.midTicks[i] = trader.book().midTicks(i);
      out.ownBidTicks[i] = bestTicks(trader.orders(), i, Side.BUY);
      out.ownAskTicks[i] = bestTicks(trader.orders(), i, Side.SELL);
    }
  }

  private static double bestTicks(WorkingOrders orders, int instrument, Side side) {
    int best = orders.best(instrument, side);
    return best < 0 ? Double.NaN : orders.priceTicks(best);
  }
}
