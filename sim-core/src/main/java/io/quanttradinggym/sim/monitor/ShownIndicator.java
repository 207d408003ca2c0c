package io.quanttradinggym.sim.monitor;

/** What an indicator of a screen is called, and what its values are. */
public record ShownIndicator(String name, Unit unit) {
  /** What values are. */
  public enum Unit {
    /** A price. */
    TICKS,
    /** A difference of prices. */
    TICK_DIFFERENCE,
    LOTS,
    /** To be shown as per cent. */
    FRACTION,
    NUMBER
  }
}
