package io.quanttradinggym.bench.matching;

import com.paritytrading.parity.match.OrderBook;
import com.paritytrading.parity.match.OrderBookListener;
import com.paritytrading.parity.match.Side;
import io.quanttradinggym.sim.data.OrderStream;

/** The matching engine of the Parity trading system. */
final class ParityEngine implements Engine {
  private final Trades trades = new Trades();
  private final OrderBook book = new OrderBook(new Listener(trades));

  @Override
  public void send(OrderStream stream, int from, int to) {
    for (int i = from; i < to; i++) {
      long orderId = stream.orderId(i);
      if (stream.isCancel(i)) {
        book.cancel(orderId, 0);
      } else {
        boolean buy = stream.side(i) == io.quanttradinggym.sim.book.Side.BUY;
        Side side = buy ? Side.BUY : Side.SELL;
        book.enter(orderId, side, stream.priceTicks(i), stream.quantityLots(i));
      }
    }
  }

  @Override
  public Answer answer() {
    return trades.answer();
  }

  private record Listener(Trades trades) implements OrderBookListener {
    @Override
    public void match(
        long restingId, long incomingId, Side side, long price, long quantity, long remaining) {
      trades.add(restingId, incomingId, price, quantity);
    }

    @Override
    public void add(long orderId, Side side, long price, long size) {}

    @Override
    public void cancel(long orderId, long canceledQuantity, long remainingQuantity) {}
  }
}
