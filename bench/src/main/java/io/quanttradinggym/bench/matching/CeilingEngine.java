package io.quanttradinggym.bench.matching;

import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.data.OrderStream;

/**
 * The least that a book can do: queues of plain limit orders in bare arrays, with order ids and
 * prices as indexes. It checks nothing, knows no owner, no other order type and no listener, and
 * needs memory for every id of the stream. No general book is as fast; the others are compared with
 * it.
 */
final class CeilingEngine implements Engine {
  private static final int NONE = 0; // ids and prices are positive

  private final Trades trades = new Trades();

  // By order id.
  private final int[] next;
  private final int[] previous;
  private final int[] prices;
  private final int[] lots;

  // By price: the first and the last order of the queue.
  private final int[] heads;
  private final int[] tails;

  private int bestBid = NONE;
  private int bestAsk;

  CeilingEngine(OrderStream stream) {
    long lastId = 0;
    int highest = 0;
    for (int i = 0; i < stream.size(); i++) {
      lastId = Math.max(lastId, stream.orderId(i));
      highest = Math.max(highest, stream.priceTicks(i));
    }
    int ids = Math.toIntExact(lastId + 1);
    next = new int[ids];
    previous = new int[ids];
    prices = new int[ids];
    lots = new int[ids];
    heads = new int[highest + 2];
    tails = new int[highest + 2];
    bestAsk = highest + 1; // no order has this price
  }

  @Override
  public void send(OrderStream stream, int from, int to) {
    for (int i = from; i < to; i++) {
      int order = (int) stream.orderId(i);
      if (stream.isCancel(i)) {
        unlink(order);
      } else if (stream.side(i) == Side.BUY) {
        buy(order, stream.priceTicks(i), stream.quantityLots(i));
      } else {
        sell(order, stream.priceTicks(i), stream.quantityLots(i));
      }
    }
  }

  private void buy(int order, int price, int quantity) {
    int left = quantity;
    while (left > 0 && bestAsk <= price && bestAsk < heads.length - 1) {
      left = trade(order, bestAsk, left);
    }
    if (left > 0) {
      rest(order, price, left);
      bestBid = Math.max(bestBid, price);
    }
  }

  private void sell(int order, int price, int quantity) {
    int left = quantity;
    while (left > 0 && bestBid >= price) {
      left = trade(order, bestBid, left);
    }
    if (left > 0) {
      rest(order, price, left);
      bestAsk = Math.min(bestAsk, price);
    }
  }

  /** Trades with the first order at a price; returns what is left. */
  private int trade(int incoming, int price, int left) {
    int resting = heads[price];
    int fill = Math.min(lots[resting], left);
    lots[resting] -= fill;
    if (lots[resting] == 0) {
      unlink(resting);
    }
    trades.add(resting, incoming, price, fill);
    return left - fill;
  }

  private void rest(int order, int price, int left) {
    int tail = tails[price];
    prices[order] = price;
    lots[order] = left;
    previous[order] = tail;
    next[order] = NONE;
    tails[price] = order;
    if (tail == NONE) {
      heads[price] = order;
    } else {
      next[tail] = order;
    }
  }

  private void unlink(int order) {
    int price = prices[order];
    int before = previous[order];
    int after = next[order];
    if (before == NONE) {
      heads[price] = after;
    } else {
      next[before] = after;
    }
    if (after == NONE) {
      tails[price] = before;
    } else {
      previous[after] = before;
    }
    if (heads[price] == NONE) {
      findBest(price);
    }
  }

  private void findBest(int emptied) {
    if (emptied == bestBid) {
      while (bestBid > NONE && heads[bestBid] == NONE) {
        bestBid--;
      }
    } else if (emptied == bestAsk) {
      while (bestAsk < heads.length - 1 && heads[bestAsk] == NONE) {
        bestAsk++;
      }
    }
  }

  @Override
  public Answer answer() {
    return trades.answer();
  }
}
