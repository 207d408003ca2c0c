package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import java.util.List;
import java.util.TreeMap;

/**
 * Variables shared by all fair values of a simulation.
 *
 * @param riskFreeRate per year, at the open
 * @param equityRiskPremium per year, for a beta of 1; the long-term mean
 * @param premiumVolatility volatility of the premium, per square-root year
 * @param premiumReversion mean reversion rate of the premium, per year
 * @param marketVolatility volatility of the factor of all instruments, per square-root year
 * @param sectorVolatility volatility of the factor of each sector, per square-root year
 * @param stepNanos time grid on which the variables change
 */
public record Macro(
    double riskFreeRate,
    double equityRiskPremium,
    double premiumVolatility,
    double premiumReversion,
    double marketVolatility,
    double sectorVolatility,
    long stepNanos) {
  /** Parameters of the macro variables. */
  public static final List<ParameterSpec> PARAMETERS =
      List.of(
          ParameterSpec.number(
              "risk_free_rate", "per year", 0.04, -0.05, 0.5, "Risk-free rate at the open."),
          ParameterSpec.number(
              "equity_risk_premium",
              "per year",
              0.05,
              0,
              0.5,
              "Long-term mean and initial value of the equity risk premium for a beta of 1."),
          ParameterSpec.number(
              "premium_volatility",
              "per square-root year",
              0.005,
              0,
              1,
              "Volatility of the equity risk premium; prices move by about 20 times as much."),
          ParameterSpec.number(
              "premium_reversion",
              "per year",
              2.0,
              0,
              1e6,
              "Mean reversion rate of the equity risk premium."),
          ParameterSpec.number(
              "market_volatility",
              "per square-root year",
              0.16,
              0,
              100,
              "Volatility of the market factor of the factor model."),
          ParameterSpec.number(
              "sector_volatility",
              "per square-root year",
              0.12,
              0,
              100,
              "Volatility of each sector factor."),
          ParameterSpec.duration(
              "step", "1s", "1ms", "1h", "Time grid on which the macro variables change."));

  /** All defaults. */
  public static final Macro DEFAULT = of(Parameters.of(PARAMETERS, new TreeMap<>(), "macro"));

  /**
   * @param values validated against {@link #PARAMETERS}
   */
  public static Macro of(Parameters values) {
    return new Macro(
        values.getDouble("risk_free_rate"),
        values.getDouble("equity_risk_premium"),
        values.getDouble("premium_volatility"),
        values.getDouble("premium_reversion"),
        values.getDouble("market_volatility"),
        values.getDouble("sector_volatility"),
        values.getNanos("step"));
  }
}
