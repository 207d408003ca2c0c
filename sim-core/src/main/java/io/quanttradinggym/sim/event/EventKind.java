package io.quanttradinggym.sim.event;

/** Kind of a simulation event. */
public enum EventKind {
  /** A requested wake-up of a participant is due. */
  WAKE,

  /** A limit order arrives. */
  LIMIT_ORDER,

  /** A market order arrives. */
  MARKET_ORDER,

  /** An order with instructions in a ticket arrives. */
  TICKET_ORDER,

  /** A request to cancel an order arrives. */
  CANCEL,

  /** A request to reduce an order arrives. */
  REDUCE,

  /** A request to change the price and quantity of an order arrives. */
  REPLACE,

  /** Good-till-date orders expire. */
  EXPIRY,

  /** The mid price has reached a price that a participant waits for. */
  CONDITION,

  /** One side of a book has become thin, and a participant subscribes to this event. */
  DEPTH_IMBALANCE,

  /**
   * News is due for participants with the same lead; the participant argument holds the index of
   * the lead.
   */
  NEWS,

  /** The trading phase changes. */
  PHASE,

  /** The price band of an instrument is renewed, or trading resumes after a halt. */
  PRICE_BAND,

  /** A lender recalls shares. */
  RECALL,

  /** Shares that a participant did not return in time are bought in at the market. */
  BUY_IN,

  /** The clearing house checks all accounts. */
  MARGIN_CHECK;

  private static final EventKind[] KINDS = values();

  /** How many kinds there are. */
  public static int count() {
    return KINDS.length;
  }

  /** The kind with this {@link #ordinal}. */
  public static EventKind of(int ordinal) {
    return KINDS[ordinal];
  }
}
