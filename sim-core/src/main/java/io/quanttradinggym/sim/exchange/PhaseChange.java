package io.quanttradinggym.sim.exchange;

/** A change of the trading phase that the course of the day brings. */
enum PhaseChange {
  /** The opening auction trades, and continuous trading begins. */
  OPENING_UNCROSS,

  /** Orders begin to gather for the closing auction. */
  CLOSING_CALL,

  /** The closing auction trades, and the day is over. */
  CLOSING_UNCROSS;

  private static final PhaseChange[] CHANGES = values();

  static boolean isCode(int code) {
    return code >= 0 && code < CHANGES.length;
  }

  static PhaseChange of(int code) {
    return CHANGES[code];
  }
}
