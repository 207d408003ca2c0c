package io.quanttradinggym.sim.event;

/** What happens at an event of the simulation. */
public enum EventKind {
  /** A participant wakes at a time that it asked for. */
  WAKE,

  /** A limit order arrives. */
  LIMIT_ORDER,

  /** A market order arrives. */
  MARKET_ORDER,

  /** An order arrives whose instructions are in a ticket. */
  TICKET_ORDER,

  /** A request to cancel an order arrives. */
  CANCEL,

  /** A request to make an order smaller arrives. */
  REDUCE,

  /** A request to give an order a new price and quantity arrives. */
  REPLACE,

  /** Orders that are good till a date expire. */
  EXPIRY,

  /** The mid price has reached a price that a participant waits for. */
  CONDITION,

  /** A book has become thin on one side, and a participant wants to know. */
  DEPTH_IMBALANCE,

  /** News are due for those with the same lead; the index of the lead is in the participant. */
  NEWS,

  /** The trading phase changes. */
  PHASE,

  /** The price band of an instrument is renewed, or trading resumes after a halt. */
  PRICE_BAND,

  /** A lender wants shares back. */
  RECALL,

  /** Shares that a participant did not return in time are bought at the market. */
  BUY_IN,

  /** The clearing house looks at all accounts. */
  MARGIN_CHECK;

  private static final EventKind[] KINDS = values();

  /** How many kinds there are. */
  public static int count() {
    return KINDS.length;
  }

  /** The kind whose {@link #ordinal} is this. */
  public static EventKind of(int ordinal) {
    return KINDS[ordinal];
  }
}
