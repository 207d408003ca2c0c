package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** Where the close is in the range of the last bars. */
@AutoService(IndicatorType.class)
public final class StochasticType implements IndicatorType {
  @Override
  public String type() {
    return "stochastic";
  }

  @Override
  public String description() {
    return "Slow stochastic oscillator (Lane, 1950s): 100 · (close − lowest low) / (highest high − "
        + "lowest low) of recent bars, averaged (k), and the average of k (d).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Specs.window(14),
        Specs.window("smoothing", 3, "Averaging window of k."),
        Specs.window("signal", 3, "Averaging window of d."));
  }

  @Override
  public List<String> outputs() {
    return List.of("k", "d");
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PERCENT;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Stochastic(parameters);
  }

  private static final class Stochastic implements Indicator {
    private final Extreme highs;
    private final Extreme lows;
    private final Moments k;
    private final Moments d;

    Stochastic(Parameters parameters) {
      highs = Extreme.highest(parameters.getInt("window"));
      lows = Extreme.lowest(parameters.getInt("window"));
      k = new Moments(parameters.getInt("smoothing"));
      d = new Moments(parameters.getInt("signal"));
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      highs.add(bars.high(instrument));
      lows.add(bars.low(instrument));
      if (!highs.isFull()) {
        return;
      }
      double range = highs.value() - lows.value();
      k.add(range == 0 ? 50 : 100 * (bars.close(instrument) - lows.value()) / range);
      if (k.isFull()) {
        d.add(k.mean());
      }
    }

    @Override
    public double value(int output, long timeNanos) {
      Moments asked = output == 0 ? k : d;
      return asked.isFull() ? asked.mean() : Double.NaN;
    }

    @Override
    public void save(StateWriter out) {
      highs.save(out);
      lows.save(out);
      k.save(out);
      d.save(out);
    }

    @Override
    public void load(StateReader in) {
      highs.load(in);
      lows.load(in);
      k.load(in);
      d.load(in);
    }
  }
}
