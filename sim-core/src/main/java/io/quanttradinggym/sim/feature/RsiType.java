package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** Whether gains or losses have prevailed. */
@AutoService(IndicatorType.class)
public final class RsiType implements IndicatorType {
  @Override
  public String type() {
    return "rsi";
  }

  @Override
  public String description() {
    return "Relative strength index (Wilder, 1978): 100 · gains / (gains + losses), both "
        + "exponentially averaged over recent bars; 50 if the price did not change.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.window(14));
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PERCENT;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Rsi(parameters.getInt("window"));
  }

  private static final class Rsi implements Indicator {
    private final Smoothed gains;
    private final Smoothed losses;
    private double last = Double.NaN;

    Rsi(int window) {
      gains = Smoothed.wilder(window);
      losses = Smoothed.wilder(window);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      double close = bars.close(instrument);
      if (!Double.isNaN(last)) {
        gains.add(Math.max(0, close - last));
        losses.add(Math.max(0, last - close));
      }
      last = close;
    }

    @Override
    public double value(int output, long timeNanos) {
      double all = gains.value() + losses.value();
      return all == 0 ? 50 : 100 * gains.value() / all;
    }

    @Override
    public void save(StateWriter out) {
      gains.save(out);
      losses.save(out);
      out.writeDouble(last);
    }

    @Override
    public void load(StateReader in) {
      gains.load(in);
      losses.load(in);
      last = in.readDouble();
    }
  }
}
