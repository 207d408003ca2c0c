package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.OrderBookView;
import io.quanttradinggym.sim.book.Side;

/** The best prices and quantities of a book, and the order flow implied by their changes. */
final class Touch {
  private final OrderBookView book;
  private int bidTicks;
  private int askTicks;
  private long bidLots;
  private long askLots;

  Touch(OrderBookView book) {
    this.book = book;
    read();
  }

  boolean isTwoSided() {
    return bidTicks != OrderBookView.NO_PRICE && askTicks != OrderBookView.NO_PRICE;
  }

  int spreadTicks() {
    return askTicks - bidTicks;
  }

  long lots(Side side) {
    return side == Side.BUY ? bidLots : askLots;
  }

  /** The best price of a side, or {@link OrderBookView#NO_PRICE}. */
  int ticks(Side side) {
    return side == Side.BUY ? bidTicks : askTicks;
  }

  private void read() {
    bidTicks = book.bestBidTicks();
    askTicks = book.bestAskTicks();
    bidLots = lots(Side.BUY, bidTicks);
    askLots = lots(Side.SELL, askTicks);
  }

  private long lots(Side side, int ticks) {
    return ticks == OrderBookView.NO_PRICE ? 0 : book.quantityAt(side, ticks);
  }

  /**
   * Updates the touch from the book. Returns the order-flow imbalance of the change in lots:
   * quantity added at the bid or removed from the ask, minus the opposite (Cont, Kukanov and
   * Stoikov, The price impact of order book events, 2014). A side that appears or empties counts
   * with its full quantity.
   */
  long refresh() {
    int oldBid = bidTicks;
    int oldAsk = askTicks;
    long oldBidLots = bidLots;
    long oldAskLots = askLots;
    read();
    long flow = 0;
    // An empty side has the price NO_PRICE, below all others, and no lots.
    flow += bidTicks >= oldBid ? bidLots : 0;
    flow -= bidTicks <= oldBid ? oldBidLots : 0;
    boolean noAsk = askTicks == OrderBookView.NO_PRICE;
    boolean hadNoAsk = oldAsk == OrderBookView.NO_PRICE;
    flow -= !noAsk && (hadNoAsk || askTicks <= oldAsk) ? askLots : 0;
    flow += !hadNoAsk && (noAsk || askTicks >= oldAsk) ? oldAskLots : 0;
    return flow;
  }
}
