package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** How far the price has come. */
@AutoService(IndicatorType.class)
public final class RateOfChangeType implements IndicatorType {
  @Override
  public String type() {
    return "rate-of-change";
  }

  @Override
  public String description() {
    return "Relative change of the close over the look-back window.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.window(10));
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.RETURN;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new RateOfChange(parameters.getInt("window"));
  }

  private static final class RateOfChange implements Indicator {
    private final Ring closes;

    RateOfChange(int window) {
      closes = new Ring(window + 1);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      closes.add(bars.close(instrument));
    }

    @Override
    public double value(int output, long timeNanos) {
      return closes.isFull() ? closes.get(0) / closes.get(closes.capacity() - 1) - 1 : Double.NaN;
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
