package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** A mean and a band around it. */
@AutoService(IndicatorType.class)
public final class BollingerType implements IndicatorType {
  @Override
  public String type() {
    return "bollinger";
  }

  @Override
  public String description() {
    return "Bollinger bands (Bollinger, 1992): the mean of recent closes, the mean plus and minus a "
        + "multiple of their standard deviation, and the position of the last close in the band "
        + "(percent b: 0 at the lower band, 1 at the upper band).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Specs.window(20),
        ParameterSpec.number("width", "deviations", 2.0, 0, 100, "Half-width of the bands."));
  }

  @Override
  public List<String> outputs() {
    return List.of("middle", "upper", "lower", "percent");
  }

  @Override
  public FeatureUnit unit(int output) {
    return output <= Bollinger.LOWER ? FeatureUnit.PRICE : FeatureUnit.RATIO;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Bollinger(parameters.getInt("window"), parameters.getDouble("width"));
  }

  private static final class Bollinger implements Indicator {
    private static final int MIDDLE = 0;
    private static final int UPPER = 1;
    private static final int LOWER = 2;

    private final Moments closes;
    private final double width;
    private double close;

    Bollinger(int window, double width) {
      closes = new Moments(window);
      this.width = width;
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      close = bars.close(instrument);
      closes.add(close);
    }

    @Override
    public double value(int output, long timeNanos) {
      if (!closes.isFull()) {
        return Double.NaN;
      }
      double half = width * closes.deviation(0);
      return switch (output) {
        case MIDDLE -> closes.mean();
        case UPPER -> closes.mean() + half;
        case LOWER -> closes.mean() - half;
        default -> half == 0 ? 0.5 : 0.5 + 0.5 * (close - closes.mean()) / half;
      };
    }

    @Override
    public void save(StateWriter out) {
      closes.save(out);
      out.writeDouble(close);
    }

    @Override
    public void load(StateReader in) {
      closes.load(in);
      close = in.readDouble();
    }
  }
}
