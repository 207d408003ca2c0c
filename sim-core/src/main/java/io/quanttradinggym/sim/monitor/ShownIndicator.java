package io.quanttradinggym.sim.monitor;

/** Name and unit of a displayed indicator. */
public record ShownIndicator(String name, Unit unit) {
  /** Unit of the values. */
  public enum Unit {
    /** A price. */
    TICKS,
    /** A difference of prices. */
    TICK_DIFFERENCE,
    LOTS,
    /** A fraction, displayed as per cent. */
    FRACTION,
    NUMBER
  }
}
