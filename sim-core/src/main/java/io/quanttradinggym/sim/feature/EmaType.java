package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** A mean in which newer closes weigh more. */
@AutoService(IndicatorType.class)
public final class EmaType implements IndicatorType {
  @Override
  public String type() {
    return "ema";
  }

  @Override
  public String description() {
    return "Exponential moving average of the closes. The newest close has the weight 2 / (window + "
        + "1); the initial value is the mean of the first window of bars.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.window(20));
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PRICE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Ema(parameters.getInt("window"));
  }

  private static final class Ema implements Indicator {
    private final Smoothed closes;

    Ema(int window) {
      closes = Smoothed.exponential(window);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      closes.add(bars.close(instrument));
    }

    @Override
    public double value(int output, long timeNanos) {
      return closes.value();
    }

    @Override
    public void save(StateWriter out) {
      closes.save(out);
    }

    @Override
    public void load(StateReader in) {
      closes.load(in);
    }
  }
}
