package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.OrderBookView.NO_PRICE;

import java.util.Arrays;

/**
 * The call auction. The auction price maximises the traded quantity; ties go to the least
 * imbalance, then to the price nearest to the reference, then to the lower price. Hidden quantity
 * and reserves take part. Self-trade prevention does not apply.
 */
final class Auction {
  private final int instrument;
  private final OrderBookListener listener;
  private final BookOrders orders;
  private final Matcher matcher;
  private final Trade trade;

  /** Buy interest in the crossed range by price, best first. */
  private int[] buyTicks = new int[64];

  private long[] buyLots = new long[64];

  // The best price so far.
  private int referenceTicks;
  private int bestTicks;
  private long bestVolume;
  private long bestImbalance;

  Auction(
      int instrument, OrderBookListener listener, BookOrders orders, Matcher matcher, Trade trade) {
    this.instrument = instrument;
    this.listener = listener;
    this.orders = orders;
    this.matcher = matcher;
    this.trade = trade;
  }

  /** Trades all crossing orders at one price; has no effect without crossing orders. */
  void uncross(int referencePriceTicks) {
    findPrice(referencePriceTicks);
    if (bestTicks == NO_PRICE) {
      return;
    }
    int ticks = bestTicks;
    long volume = bestVolume;
    for (long left = volume; left > 0; ) {
      left -= trade(ticks, left);
    }
    matcher.noteTrade(ticks);
    listener.onUncrossed(instrument, ticks, volume);
  }

  private long trade(int ticks, long lots) {
    long[] words = orders.arena.words;
    int buyLevel = bestLevel(Side.BUY);
    int sellLevel = bestLevel(Side.SELL);
    int buy = orders.next(buyLevel);
    int sell = orders.next(sellLevel);
    long buyId = words[buy + ID];
    long sellId = words[sell + ID];
    int buyOwner = orders.ownerOf(buy);
    int sellOwner = orders.ownerOf(sell);
    long fill = Math.min(lots, Math.min(words[buy + QUANTITY], words[sell + QUANTITY]));
    long buyRemaining = orders.consume(buy, buyLevel, fill);
    long sellRemaining = orders.consume(sell, sellLevel, fill);
    listener.onTrade(
        trade
            .resting(sellId, sellOwner, sellRemaining)
            .incoming(buyId, buyOwner, buyRemaining)
            .auction(ticks, fill));
    return fill;
  }

  /** At equal prices, displayed quantity has priority over hidden quantity. */
  private int bestLevel(Side side) {
    Ladder shown = orders.ladder(BookOrders.SHOWN, side);
    Ladder hidden = orders.ladder(BookOrders.HIDDEN, side);
    return hidden.bestKey() < shown.bestKey() ? hidden.bestLevel() : shown.bestLevel();
  }

  /**
   * Demand falls and supply rises with the price, in steps at the orders' prices. Prices between
   * two steps differ only in their distance from the reference.
   */
  private void findPrice(int reference) {
    referenceTicks = reference;
    bestTicks = NO_PRICE;
    bestVolume = 0;
    bestImbalance = Long.MAX_VALUE;
    int lowest = bestTicks(Side.SELL);
    int highest = bestTicks(Side.BUY);
    if (lowest == NO_PRICE || highest == NO_PRICE || lowest > highest) {
      return;
    }
    int buys = collectBuys(lowest);
    long demand = 0;
    for (int i = 0; i < buys; i++) {
      demand += buyLots[i];
    }
    sweep(lowest, highest, buys, demand);
  }

  private void sweep(int lowest, int highest, int buys, long allDemand) {
    Ladder shown = orders.ladder(BookOrders.SHOWN, Side.SELL);
    Ladder hidden = orders.ladder(BookOrders.HIDDEN, Side.SELL);
    int one = shown.bestLevel();
    int other = hidden.bestLevel();
    int buy = buys - 1;
    long demand = allDemand;
    long supply = 0;
    int done = lowest - 1;
    while (done < highest) {
      int step = buy >= 0 ? buyTicks[buy] : highest;
      step = Math.min(step, Math.min(ticks(shown, one), ticks(hidden, other)));
      if (step - done > 1) {
        consider(Math.clamp(referenceTicks, done + 1, step - 1), demand, supply);
      }
      for (; ticks(shown, one) == step; one = shown.nextLevel(one)) {
        supply += interest(one);
      }
      for (; ticks(hidden, other) == step; other = hidden.nextLevel(other)) {
        supply += interest(other);
      }
      consider(step, demand, supply);
      if (buy >= 0 && buyTicks[buy] == step) {
        demand -= buyLots[buy--];
      }
      done = step;
    }
  }

  private void consider(int ticks, long demand, long supply) {
    long volume = Math.min(demand, supply);
    long imbalance = Math.abs(demand - supply);
    if (volume > bestVolume || (volume == bestVolume && volume > 0 && isBetter(ticks, imbalance))) {
      bestTicks = ticks;
      bestVolume = volume;
      bestImbalance = imbalance;
    }
  }

  private boolean isBetter(int ticks, long imbalance) {
    return imbalance < bestImbalance
        || (imbalance == bestImbalance
            && Math.abs(ticks - referenceTicks) < Math.abs(bestTicks - referenceTicks));
  }

  /** Collects buy interest down to {@code lowest}; returns the number of prices. */
  private int collectBuys(int lowest) {
    Ladder shown = orders.ladder(BookOrders.SHOWN, Side.BUY);
    Ladder hidden = orders.ladder(BookOrders.HIDDEN, Side.BUY);
    int one = shown.bestLevel();
    int other = hidden.bestLevel();
    int count = 0;
    int ticks = Math.max(buyTicks(shown, one), buyTicks(hidden, other));
    while (ticks >= lowest) {
      long lots = 0;
      if (buyTicks(shown, one) == ticks) {
        lots += interest(one);
        one = shown.nextLevel(one);
      }
      if (buyTicks(hidden, other) == ticks) {
        lots += interest(other);
        other = hidden.nextLevel(other);
      }
      count = addBuys(count, ticks, lots);
      ticks = Math.max(buyTicks(shown, one), buyTicks(hidden, other));
    }
    return count;
  }

  private int addBuys(int count, int ticks, long lots) {
    if (count == buyTicks.length) {
      buyTicks = Arrays.copyOf(buyTicks, count * 2);
      buyLots = Arrays.copyOf(buyLots, count * 2);
    }
    buyTicks[count] = ticks;
    buyLots[count] = lots;
    return count + 1;
  }

  private long interest(int level) {
    long lots = 0;
    for (int order = orders.next(level); order != level; order = orders.next(order)) {
      lots += orders.remainingLots(order);
    }
    return lots;
  }

  private int bestTicks(Side side) {
    int level = bestLevel(side);
    return level == NIL ? NO_PRICE : orders.ladders[orders.ladderOf(level)].ticks(level);
  }

  private static int ticks(Ladder asks, int level) {
    return level == NIL ? Integer.MAX_VALUE : asks.ticks(level);
  }

  private static int buyTicks(Ladder bids, int level) {
    return level == NIL ? NO_PRICE : bids.ticks(level);
  }
}
