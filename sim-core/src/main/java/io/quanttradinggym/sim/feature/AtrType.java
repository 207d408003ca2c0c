package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** How far prices go in a bar. */
@AutoService(IndicatorType.class)
public final class AtrType implements IndicatorType {
  @Override
  public String type() {
    return "atr";
  }

  @Override
  public String description() {
    return "Average true range (Wilder, 1978) in ticks: the exponential average of the ranges of "
        + "recent bars, each range extended to the previous close.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.window(14));
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PRICE_RANGE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Atr(parameters.getInt("window"));
  }

  static double trueRange(BarSeries bars, int instrument, double lastClose) {
    return Math.max(bars.high(instrument), lastClose) - Math.min(bars.low(instrument), lastClose);
  }

  private static final class Atr implements Indicator {
    private final Smoothed ranges;
    private double last = Double.NaN;

    Atr(int window) {
      ranges = Smoothed.wilder(window);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      if (!Double.isNaN(last)) {
        ranges.add(trueRange(bars, instrument, last));
      }
      last = bars.close(instrument);
    }

    @Override
    public double value(int output, long timeNanos) {
      return ranges.value();
    }

    @Override
    public void save(StateWriter out) {
      ranges.save(out);
      out.writeDouble(last);
    }

    @Override
    public void load(StateReader in) {
      ranges.load(in);
      last = in.readDouble();
    }
  }
}
