package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.book.OrderBook;
import java.util.List;

/**
 * Limits of the trade price of an instrument, and the durations of a trading halt.
 *
 * @param width half-width of the band, as a fraction of the reference price
 * @param renewalNanos interval at which the last traded price becomes the reference; 0 = never
 * @param haltNanos duration of a trading halt
 * @param callNanos duration of the auction call after the halt; 0 = no auction
 */
public record PriceBand(double width, long renewalNanos, long haltNanos, long callNanos) {
  /** Parameters of the band. */
  public static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.number(
              "width",
              "of the reference",
              0.05,
              1e-6,
              1,
              "Largest allowed distance of trades from the reference price, up and down."),
          ParameterSpec.duration(
              "renewal",
              "5m",
              "0s",
              "24h",
              "Interval at which the reference becomes the last traded price; 0s = at "
                  + "auctions only."),
          ParameterSpec.duration(
              "halt",
              "5m",
              "0s",
              "24h",
              "Duration of the trading halt that starts when a market order would trade "
                  + "outside the band."),
          ParameterSpec.duration(
              "call",
              "1m",
              "0s",
              "24h",
              "Duration of the auction call after the halt; 0s = trading resumes without an "
                  + "auction."));

  public PriceBand {
    if (!(width > 0 && width <= 1)) {
      throw new InvalidInputException("price_band.width", width, "a number above 0, at most 1");
    }
    if (renewalNanos < 0 || haltNanos < 0 || callNanos < 0) {
      String given = renewalNanos + ", " + haltNanos + ", " + callNanos;
      throw new InvalidInputException("price_band", given, "durations of 0s or more");
    }
  }

  /**
   * @param values validated against {@link #PARAMETERS}
   */
  public static PriceBand of(Parameters values) {
    return new PriceBand(
        values.getDouble("width"),
        values.getNanos("renewal"),
        values.getNanos("halt"),
        values.getNanos("call"));
  }

  /** The lowest allowed trade price, at least one tick below the reference. */
  public int lowTicks(int referenceTicks) {
    int low = (int) Math.ceil(referenceTicks * (1 - width));
    return Math.max(1, Math.min(low, referenceTicks - 1));
  }

  /** The highest allowed trade price, at least one tick above the reference. */
  public int highTicks(int referenceTicks) {
    long high = (long) Math.floor(referenceTicks * (1 + width));
    return (int) Math.min(OrderBook.MAX_PRICE_TICKS, Math.max(high, referenceTicks + 1L));
  }
}
