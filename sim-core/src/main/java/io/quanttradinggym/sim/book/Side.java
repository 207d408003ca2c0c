package io.quanttradinggym.sim.book;

/** The direction of an order. */
public enum Side {
  BUY(0),
  SELL(1);

  private final int index;

  Side(int index) {
    this.index = index;
  }

  /** 0 for a buy, 1 for a sell: an index into an array of two. */
  public int index() {
    return index;
  }

  /** +1 for a buy, −1 for a sell: the sign of the position change of a fill. */
  public int sign() {
    return this == BUY ? 1 : -1;
  }

  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
