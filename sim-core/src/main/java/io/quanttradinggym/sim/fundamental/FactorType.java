package io.quanttradinggym.sim.fundamental;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.List;

/** Values with a common market factor, a sector factor and an idiosyncratic component. */
@AutoService(FundamentalType.class)
public final class FactorType implements FundamentalType {
  @Override
  public String type() {
    return "factor";
  }

  @Override
  public String description() {
    return "Geometric Brownian motion with three independent components: market_beta times the "
        + "market factor, sector_beta times the factor of the instrument's sector (both set in "
        + "macro and shared by all instruments), and an idiosyncratic component; after Sharpe "
        + "(1963) and King (1966). A year has 252 sessions.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number("market_beta", "", 1.0, -10, 10, "Loading on the market factor."),
        ParameterSpec.number(
            "sector_beta",
            "",
            1.0,
            -10,
            10,
            "Loading on the sector factor, if the instrument has a sector."),
        ParameterSpec.number(
            "own_volatility", "per square-root year", 0.2, 0, 100, "Idiosyncratic volatility."),
        ParameterSpec.number(
            "drift",
            "per year",
            0.0,
            -100,
            100,
            "Expected growth rate of the value, continuously compounded."));
  }

  @Override
  public FundamentalProcess create(Parameters parameters, FundamentalSetup setup) {
    return new Factor(parameters, setup);
  }

  private static final class Factor extends GridProcess {
    private final RandomStream market = new RandomStream("factor/market");
    private final RandomStream sector;
    private final RandomStream own;
    private final boolean hasSector;
    private final double sectorBeta;
    private final int initialTicks;
    private final double marketDeviation; // of one step, like the fields below
    private final double sectorDeviation;
    private final double ownDeviation;
    private final double drift;
    private double logValue;

    Factor(Parameters parameters, FundamentalSetup setup) {
      super(setup.macro().stepNanos());
      String name = setup.instrument().sector();
      hasSector = !name.isEmpty();
      sector = new RandomStream("factor/sector/" + name);
      own = new RandomStream("fundamental/" + setup.instrument().symbol());
      initialTicks = setup.initialTicks();
      double years = setup.years(setup.macro().stepNanos());
      double root = Math.sqrt(years);
      sectorBeta = hasSector ? parameters.getDouble("sector_beta") : 0;
      marketDeviation =
          parameters.getDouble("market_beta") * setup.macro().marketVolatility() * root;
      sectorDeviation = sectorBeta * setup.macro().sectorVolatility() * root;
      ownDeviation = parameters.getDouble("own_volatility") * root;
      double variance =
          marketDeviation * marketDeviation
              + sectorDeviation * sectorDeviation
              + ownDeviation * ownDeviation;
      drift = parameters.getDouble("drift") * years - 0.5 * variance;
    }

    @Override
    public void seed(long seed, long episode) {
      market.seed(seed, episode);
      sector.seed(seed, episode);
      own.seed(seed, episode);
    }

    @Override
    protected void begin() {
      logValue = 0;
    }

    @Override
    protected void step() {
      logValue += drift + marketDeviation * market.nextNormal() + ownDeviation * own.nextNormal();
      if (hasSector) {
        logValue += sectorDeviation * sector.nextNormal();
      }
    }

    @Override
    protected double ticks() {
      return initialTicks * StrictMath.exp(logValue);
    }

    @Override
    public boolean onNews(NewsItem item) {
      if (item.kind() != NewsKind.SECTOR) {
        return false;
      }
      logValue += sectorBeta * item.otherChange();
      return true;
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      market.save(out);
      sector.save(out);
      own.save(out);
      out.writeDouble(logValue);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      market.load(in);
      sector.load(in);
      own.load(in);
      logValue = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
    }
  }
}
