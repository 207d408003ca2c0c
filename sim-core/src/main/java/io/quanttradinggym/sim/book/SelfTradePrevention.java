package io.quanttradinggym.sim.book;

/** What happens when an incoming order meets a resting order of the same owner. */
public enum SelfTradePrevention {
  /** They trade. */
  NONE(0),
  /** The rest of the incoming order is cancelled. */
  CANCEL_NEWEST(1),
  /** The resting order is cancelled, and the incoming one goes on. */
  CANCEL_OLDEST(2),
  /** Both are cancelled. */
  CANCEL_BOTH(3),
  /** Both lose the smaller displayed quantity of the two; what has nothing left is cancelled. */
  DECREMENT(4);

  private final int code;

  SelfTradePrevention(int code) {
    this.code = code;
  }

  /** Its number in a snapshot. */
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
