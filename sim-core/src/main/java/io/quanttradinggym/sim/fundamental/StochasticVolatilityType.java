package io.quanttradinggym.sim.fundamental;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.List;

/** Geometric Brownian motion with stochastic volatility. */
@AutoService(FundamentalType.class)
public final class StochasticVolatilityType implements FundamentalType {
  @Override
  public String type() {
    return "stochastic-volatility";
  }

  @Override
  public String description() {
    return "Geometric Brownian motion with stochastic volatility: the logarithm of the volatility "
        + "is an Ornstein-Uhlenbeck process, correlated with the returns (Scott, 1987). A "
        + "volatility_deviation of 0 gives plain geometric Brownian motion. A year has 252 "
        + "sessions.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            "drift",
            "per year",
            0.0,
            -100,
            100,
            "Expected growth rate of the value, continuously compounded."),
        ParameterSpec.number(
            "volatility", "per square-root year", 0.3, 0, 100, "Median volatility."),
        ParameterSpec.number(
            "volatility_deviation",
            "",
            0.5,
            0,
            5,
            "Stationary standard deviation of the logarithm of the volatility."),
        ParameterSpec.duration(
            "volatility_half_life",
            "30m",
            "1ms",
            "24000h",
            "Half-life of deviations of the volatility from its median."),
        ParameterSpec.number(
            "leverage", "", -0.3, -1, 1, "Correlation between changes in volatility and returns."),
        ParameterSpec.duration("step", "1s", "1ms", "1h", "Time grid on which the value changes."));
  }

  @Override
  public FundamentalProcess create(Parameters parameters, FundamentalSetup setup) {
    return new StochasticVolatility(parameters, setup);
  }

  private static final class StochasticVolatility extends GridProcess {
    private final RandomStream random;
    private final int initialTicks;
    private final double stepDrift;
    private final double stepVolatility;
    private final double deviation;
    private final double persistence;
    private final double leverage;
    private double logVolatility;
    private double logValue;
    private double ticks; // of the log value; NaN = not computed yet

    StochasticVolatility(Parameters parameters, FundamentalSetup setup) {
      super(parameters.getNanos("step"));
      random = new RandomStream("fundamental/" + setup.instrument().symbol());
      initialTicks = setup.initialTicks();
      long step = parameters.getNanos("step");
      double years = setup.years(step);
      stepDrift = parameters.getDouble("drift") * years;
      stepVolatility = parameters.getDouble("volatility") * Math.sqrt(years);
      deviation = parameters.getDouble("volatility_deviation");
      persistence =
          StrictMath.pow(0.5, (double) step / parameters.getNanos("volatility_half_life"));
      leverage = parameters.getDouble("leverage");
    }

    @Override
    public void seed(long seed, long episode) {
      random.seed(seed, episode);
    }

    @Override
    protected void begin() {
      logValue = 0;
      ticks = Double.NaN;
      logVolatility = deviation * random.nextNormal();
    }

    @Override
    protected void step() {
      double common = random.nextNormal();
      double own = random.nextNormal();
      double sigma = stepVolatility * StrictMath.exp(logVolatility);
      double shock = leverage * common + Math.sqrt(1 - leverage * leverage) * own;
      ticks = Double.NaN;
      logValue += stepDrift - 0.5 * sigma * sigma + sigma * shock;
      logVolatility =
          persistence * logVolatility
              + deviation * Math.sqrt(1 - persistence * persistence) * common;
    }

    @Override
    protected double ticks() {
      if (Double.isNaN(ticks)) {
        ticks = initialTicks * StrictMath.exp(logValue);
      }
      return ticks;
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      random.save(out);
      out.writeDouble(logVolatility);
      out.writeDouble(logValue);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      random.load(in);
      logVolatility = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
      logValue = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
      ticks = Double.NaN;
    }
  }
}
