package io.quanttradinggym.sim.book;

/** Rule for an incoming order that meets a resting order of the same participant. */
public enum SelfTradePrevention {
  /** The orders trade. */
  NONE(0),
  /** The remainder of the incoming order is cancelled. */
  CANCEL_NEWEST(1),
  /** The resting order is cancelled, and matching of the incoming order continues. */
  CANCEL_OLDEST(2),
  /** Both orders are cancelled. */
  CANCEL_BOTH(3),
  /**
   * Both orders are reduced by the smaller displayed quantity; an order without remaining quantity
   * is cancelled.
   */
  DECREMENT(4);

  private final int code;

  SelfTradePrevention(int code) {
    this.code = code;
  }

  /** Code in a snapshot. */
  int code() {
    return code;
  }

  static SelfTradePrevention of(int code) {
    return switch (code) {
      case 0 -> NONE;
      case 1 -> CANCEL_NEWEST;
      case 2 -> CANCEL_OLDEST;
      case 3 -> CANCEL_BOTH;
      case 4 -> DECREMENT;
      default -> throw new IllegalArgumentException("code: got " + code + ", expected 0 to 4");
    };
  }
}
