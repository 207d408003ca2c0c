package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** How much returns vary. */
@AutoService(IndicatorType.class)
public final class RollingVolatilityType implements IndicatorType {
  @Override
  public String type() {
    return "rolling-volatility";
  }

  @Override
  public String description() {
    return "Sample standard deviation (n − 1) of the logarithmic returns of recent bars, per bar.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.windowOfTwoOrMore(20));
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.VOLATILITY;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new RollingVolatility(parameters.getInt("window"));
  }

  private static final class RollingVolatility implements Indicator {
    private final Moments returns;
    private double last = Double.NaN;

    RollingVolatility(int window) {
      returns = new Moments(window);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      double close = StrictMath.log(bars.close(instrument));
      if (!Double.isNaN(last)) {
        returns.add(close - last);
      }
      last = close;
    }

    @Override
    public double value(int output, long timeNanos) {
      return returns.isFull() && returns.window() > 1 ? returns.deviation(1) : Double.NaN;
    }

    @Override
    public void save(StateWriter out) {
      returns.save(out);
      out.writeDouble(last);
    }

    @Override
    public void load(StateReader in) {
      returns.load(in);
      last = in.readDouble();
    }
  }
}
