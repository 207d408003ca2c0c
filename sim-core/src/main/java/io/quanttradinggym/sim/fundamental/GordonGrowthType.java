package io.quanttradinggym.sim.fundamental;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.market.NewsItem;
import java.util.List;

/** The present value of perpetually growing dividends. */
@AutoService(FundamentalType.class)
public final class GordonGrowthType implements FundamentalType {
  /** Lower bound of discount rate minus growth: values stay below 200 dividends. */
  private static final double MIN_SPREAD = 0.005;

  private static final double MAX_TICKS = 1e9;

  @Override
  public String type() {
    return "gordon-growth";
  }

  @Override
  public String description() {
    return "Present value of dividends that grow at a constant rate, eps * payout * (1 + g) / (r_f "
        + "+ beta * erp - g), after Gordon (1959). The risk-free rate r_f and the equity risk "
        + "premium erp are set in macro and shared by all instruments. Expected earnings follow a "
        + "geometric Brownian motion. News changes earnings, growth and the rate.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            "eps",
            "currency",
            0.0,
            0,
            1e9,
            "Earnings per lot and year; 0 = implied by the initial price."),
        ParameterSpec.number(
            "payout", "", 0.5, 1e-6, 1, "Payout ratio: fraction of earnings paid as dividends."),
        ParameterSpec.number("growth", "per year", 0.04, -0.5, 0.5, "Growth rate g of dividends."),
        ParameterSpec.number("beta", "", 1.0, -10, 10, "Multiplier of the equity risk premium."),
        ParameterSpec.number(
            "earnings_volatility",
            "per square-root year",
            0.2,
            0,
            100,
            "Volatility of expected earnings between news; a year has 252 sessions."));
  }

  @Override
  public FundamentalProcess create(Parameters parameters, FundamentalSetup setup) {
    return new GordonGrowth(parameters, setup);
  }

  private static final class GordonGrowth extends GridProcess {
    private final RandomStream own;
    private final RandomStream common = new RandomStream("macro/premium");
    private final Macro macro;
    private final double initialEarningsTicks;
    private final double payout;
    private final double initialGrowth;
    private final double beta;
    private final double earningsDeviation; // of one step, like the fields below
    private final double premiumDeviation;
    private final double premiumPersistence;
    private double logEarnings;
    private double growth;
    private double rate;
    private double premium;

    GordonGrowth(Parameters parameters, FundamentalSetup setup) {
      super(setup.macro().stepNanos());
      own = new RandomStream("fundamental/" + setup.instrument().symbol());
      macro = setup.macro();
      payout = parameters.getDouble("payout");
      initialGrowth = parameters.getDouble("growth");
      beta = parameters.getDouble("beta");
      double years = setup.years(macro.stepNanos());
      earningsDeviation = parameters.getDouble("earnings_volatility") * Math.sqrt(years);
      double pull = macro.premiumReversion();
      premiumPersistence = StrictMath.exp(-pull * years);
      premiumDeviation =
          macro.premiumVolatility()
              * Math.sqrt(
                  pull > 0 ? (1 - premiumPersistence * premiumPersistence) / (2 * pull) : years);
      double discount = macro.riskFreeRate() + beta * macro.equityRiskPremium();
      if (discount - initialGrowth < MIN_SPREAD) {
        throw new InvalidInputException(
            "growth",
            initialGrowth,
            "at most risk_free_rate + beta * equity_risk_premium - %s = %s"
                .formatted(MIN_SPREAD, Math.rint((discount - MIN_SPREAD) * 1e9) / 1e9));
      }
      double multiple = payout * (1 + initialGrowth) / (discount - initialGrowth);
      double eps = parameters.getDouble("eps") / setup.instrument().tickSize();
      initialEarningsTicks = eps > 0 ? eps : setup.initialTicks() / multiple;
      double value = initialEarningsTicks * multiple;
      if (!(value >= 1 && value <= MAX_TICKS)) {
        throw new InvalidInputException(
            "eps",
            parameters.getDouble("eps"),
            "earnings that imply a value of 1 to 1e9 ticks, not " + value);
      }
    }

    @Override
    public void seed(long seed, long episode) {
      own.seed(seed, episode);
      common.seed(seed, episode);
    }

    @Override
    protected void begin() {
      logEarnings = 0;
      growth = initialGrowth;
      rate = macro.riskFreeRate();
      premium = macro.equityRiskPremium();
    }

    @Override
    protected void step() {
      logEarnings +=
          earningsDeviation * own.nextNormal() - 0.5 * earningsDeviation * earningsDeviation;
      double mean = macro.equityRiskPremium();
      premium =
          mean + (premium - mean) * premiumPersistence + premiumDeviation * common.nextNormal();
    }

    @Override
    protected double ticks() {
      double spread = Math.max(MIN_SPREAD, rate + beta * premium - growth);
      return initialEarningsTicks * StrictMath.exp(logEarnings) * payout * (1 + growth) / spread;
    }

    @Override
    public boolean onNews(NewsItem item) {
      if (item.otherChange() != 0) {
        return false;
      }
      logEarnings += item.earningsChange();
      growth += item.growthChange();
      rate += item.rateChange();
      return true;
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      own.save(out);
      common.save(out);
      out.writeDouble(logEarnings);
      out.writeDouble(growth);
      out.writeDouble(rate);
      out.writeDouble(premium);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      own.load(in);
      common.load(in);
      logEarnings = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
      growth = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
      rate = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
      premium = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
    }
  }
}
