package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;

/**
 * A traded instrument.
 *
 * @param index index in every array of the simulation
 * @param symbol such as "QTG"
 * @param tickSizeMicros money value of one tick for one lot, in millionths of the currency
 * @param sector sector, such as "technology"; empty = none
 */
public record Instrument(int index, String symbol, long tickSizeMicros, String sector) {
  private static final long MAX_TICK_MICROS = 1_000_000_000L;

  /** An instrument without a sector. */
  public Instrument(int index, String symbol, long tickSizeMicros) {
    this(index, symbol, tickSizeMicros, "");
  }

  public Instrument {
    if (tickSizeMicros < 1 || tickSizeMicros > MAX_TICK_MICROS) {
      throw new InvalidInputException("tickSizeMicros", tickSizeMicros, "1 to " + MAX_TICK_MICROS);
    }
  }

  /** Money value of one tick for one lot, in currency. */
  public double tickSize() {
    return Units.currency(tickSizeMicros);
  }
}
