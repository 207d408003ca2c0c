package io.quanttradinggym.bench.matching;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.data.OrderStream;
import io.quanttradinggym.sim.data.TradeHash;

/** The book that the simulator uses, with every order type and a listener. */
final class OurEngine implements Engine {
  private static final int OWNER = 1;

  private final TradeHash trades = new TradeHash();
  private final OrderBook book = new OrderBook(0, trades);

  @Override
  public void send(OrderStream stream, int from, int to) {
    stream.send(book, OWNER, from, to);
  }

  @Override
  public Answer answer() {
    return new Answer(trades.trades(), trades.volumeLots(), trades.value());
  }
}
