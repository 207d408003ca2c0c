package io.quanttradinggym.sim.book;

/** What a book does with orders. */
public enum TradingPhase {
  /** Orders that cross trade at once. */
  CONTINUOUS(0),
  /** Call auction: orders gather without trading, so that the book may be crossed. */
  AUCTION_CALL(1),
  /** Nothing but cancels and reductions. */
  HALTED(2);

  private final int code;

  TradingPhase(int code) {
    this.code = code;
  }

  /** Its number in snapshots and in what environments report. */
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
