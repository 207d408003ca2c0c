package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** The mean of the last closes. */
@AutoService(IndicatorType.class)
public final class SmaType implements IndicatorType {
  @Override
  public String type() {
    return "sma";
  }

  @Override
  public String description() {
    return "Simple moving average: the mean of recent closes.";
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
    return new Sma(parameters.getInt("window"));
  }

  private static final class Sma implements Indicator {
    private final Moments closes;

    Sma(int window) {
      closes = new Moments(window);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      closes.add(bars.close(instrument));
    }

    @Override
    public double value(int output, long timeNanos) {
      return closes.isFull() ? closes.mean() : Double.NaN;
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
