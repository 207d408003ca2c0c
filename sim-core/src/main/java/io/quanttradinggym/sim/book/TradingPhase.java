package io.quanttradinggym.sim.book;

/** Handling of orders by a book. */
public enum TradingPhase {
  /** Crossing orders trade at once. */
  CONTINUOUS(0),
  /** Auction call: orders are collected without trading, so the book may be crossed. */
  AUCTION_CALL(1),
  /** Only cancels and reductions are accepted. */
  HALTED(2);

  private final int code;

  TradingPhase(int code) {
    this.code = code;
  }

  /** Code in snapshots and in the info of environments. */
  public int code() {
    return code;
  }

  static TradingPhase of(int code) {
    return switch (code) {
      case 0 -> CONTINUOUS;
      case 1 -> AUCTION_CALL;
      case 2 -> HALTED;
      default -> throw new IllegalArgumentException("code: got " + code + ", expected 0 to 2");
    };
  }
}
