package io.quanttradinggym.sim.exchange;

/** A scheduled change of the trading phase. */
enum PhaseChange {
  /** The opening auction trades, and continuous trading begins. */
  OPENING_UNCROSS,

  /** The closing auction call begins. */
  CLOSING_CALL,

  /** The closing auction trades, and the session ends. */
  CLOSING_UNCROSS;

  private static final PhaseChange[] CHANGES = values();

  static boolean isCode(int code) {
    return code >= 0 && code < CHANGES.length;
  }

  static PhaseChange of(int code) {
    return CHANGES[code];
  }
}
