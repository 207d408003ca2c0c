package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** How unusual the ratio of two prices is. */
@AutoService(IndicatorType.class)
public final class RatioZScoreType implements IndicatorType {
  @Override
  public String type() {
    return "ratio-z-score";
  }

  @Override
  public String description() {
    return "Z-score of the logarithm of the ratio of two closes: its distance from the mean over "
        + "recent bars, in sample standard deviations (n − 1).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.windowOfTwoOrMore(40), Specs.other());
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.STANDARD_DEVIATIONS;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new RatioZScore(parameters.getInt("window"), parameters.getInt("other"));
  }

  private static final class RatioZScore implements Indicator {
    private final Moments ratios;
    private final int other;
    private double last;

    RatioZScore(int window, int other) {
      ratios = new Moments(window);
      this.other = other;
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      last = StrictMath.log(bars.close(instrument) / bars.close(other));
      ratios.add(last);
    }

    @Override
    public double value(int output, long timeNanos) {
      if (!ratios.isFull() || ratios.window() < 2) {
        return Double.NaN;
      }
      double deviation = ratios.deviation(1);
      return deviation > 0 ? (last - ratios.mean()) / deviation : 0;
    }

    @Override
    public void save(StateWriter out) {
      ratios.save(out);
      out.writeDouble(last);
    }

    @Override
    public void load(StateReader in) {
      ratios.load(in);
      last = in.readDouble();
    }
  }
}
