package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import java.util.Arrays;
import java.util.List;

/** A clock with whole units of time since the open, for strategies that count steps. */
public enum StepClock {
  MILLISECOND("ms", Units.NANOS_PER_MILLI),
  SECOND("s", Units.NANOS_PER_SECOND),
  MINUTE("min", Units.NANOS_PER_MINUTE),
  HOUR("h", 3_600_000_000_000L);

  private final String unit;
  private final long nanos;

  StepClock(String unit, long nanos) {
    this.unit = unit;
    this.nanos = nanos;
  }

  /** Length of one step. */
  public long nanos() {
    return nanos;
  }

  /** Number of steps since the open; step 0 is the open. */
  public long tick(MarketView market) {
    return Math.floorDiv(market.timeNanos() - market.openNanos(), nanos);
  }

  /** Time of the next step, strictly after the current time. */
  public long nextNanos(MarketView market) {
    return market.openNanos() + (tick(market) + 1) * nanos;
  }

  /** Declares the strategy parameter that {@link #of} reads. */
  public static ParameterSpec parameter(String name, StepClock otherwise, String description) {
    List<String> units = Arrays.stream(values()).map(clock -> clock.unit).toList();
    return ParameterSpec.choice(name, otherwise.unit, units, description);
  }

  public static StepClock of(Parameters parameters, String name) {
    String unit = parameters.getText(name);
    return Arrays.stream(values())
        .filter(clock -> clock.unit.equals(unit))
        .findFirst()
        .orElseThrow();
  }
}
