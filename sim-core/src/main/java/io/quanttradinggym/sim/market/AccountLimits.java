package io.quanttradinggym.sim.market;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import java.util.List;

/**
 * Limits of every account. Orders that would violate a limit are rejected; live orders count as
 * filled.
 *
 * @param creditMicros largest negative cash balance; {@link #UNLIMITED} = no limit
 * @param maxPositionLots largest absolute position; 0 = none
 * @param initialMargin equity required by an order, as a fraction of the value of all positions; 0
 *     = none
 * @param maintenanceMargin equity below which positions are closed, as a fraction of the value of
 *     all positions; 0 = none
 * @param checkNanos interval between checks of all accounts
 */
public record AccountLimits(
    long creditMicros,
    long maxPositionLots,
    double initialMargin,
    double maintenanceMargin,
    long checkNanos) {
  /** Unlimited credit. */
  public static final long UNLIMITED = -1;

  /** Parameters of the limits. */
  public static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.number(
              "credit",
              "currency",
              -1.0,
              -1,
              1e12,
              "Largest negative cash balance, live orders included; -1 = unlimited."),
          ParameterSpec.integer(
              "max_position",
              "lots",
              0L,
              0,
              1_000_000_000L,
              "Largest absolute position; 0 = unlimited."),
          ParameterSpec.number(
              "initial_margin",
              "fraction of position values",
              0.0,
              0,
              10,
              "Equity required for an order that increases a position; 0 = none."),
          ParameterSpec.number(
              "maintenance_margin",
              "fraction of position values",
              0.0,
              0,
              10,
              "Equity below which all positions are closed at the market; 0 = none."),
          ParameterSpec.duration(
              "check_interval",
              "1m",
              "1s",
              "24h",
              "Interval between checks of all accounts; borrow fees are collected at each check."));

  public AccountLimits {
    if (initialMargin > 0 && maintenanceMargin > initialMargin) {
      throw new InvalidInputException(
          "maintenance_margin",
          maintenanceMargin,
          "at most initial_margin (" + initialMargin + ")");
    }
  }

  /**
   * @param values validated against {@link #PARAMETERS}
   */
  public static AccountLimits of(Parameters values) {
    double credit = values.getDouble("credit");
    return new AccountLimits(
        credit < 0 ? UNLIMITED : Units.micros(credit),
        values.getLong("max_position"),
        values.getDouble("initial_margin"),
        values.getDouble("maintenance_margin"),
        values.getNanos("check_interval"));
  }

  public boolean isCashLimited() {
    return creditMicros != UNLIMITED;
  }

  /** Whether there are no limits. */
  public boolean isNone() {
    return !isCashLimited() && maxPositionLots == 0 && initialMargin == 0 && maintenanceMargin == 0;
  }
}
