package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** Volume with the sign of the price. */
@AutoService(IndicatorType.class)
public final class ObvType implements IndicatorType {
  @Override
  public String type() {
    return "obv";
  }

  @Override
  public String description() {
    return "On-balance volume (Granville, 1963): the sum of the volumes of bars that closed higher "
        + "minus that of bars that closed lower; the first bar counts as higher.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.SIGNED_LOTS;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Obv();
  }

  private static final class Obv implements Indicator {
    private double last = Double.NaN;
    private double sum = Double.NaN;

    @Override
    public void onBar(BarSeries bars, int instrument) {
      double close = bars.close(instrument);
      if (Double.isNaN(last)) {
        sum = bars.volume(instrument);
      } else {
        sum += Math.signum(close - last) * bars.volume(instrument);
      }
      last = close;
    }

    @Override
    public double value(int output, long timeNanos) {
      return sum;
    }

    @Override
    public void save(StateWriter out) {
      out.writeDouble(last);
      out.writeDouble(sum);
    }

    @Override
    public void load(StateReader in) {
      last = in.readDouble();
      sum = in.readDouble();
    }
  }
}
