package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** The distance of two averages. */
@AutoService(IndicatorType.class)
public final class MacdType implements IndicatorType {
  @Override
  public String type() {
    return "macd";
  }

  @Override
  public String description() {
    return "Moving average convergence divergence (Appel, 1979): the difference between a fast and "
        + "a slow exponential average of the closes, the exponential average of that difference "
        + "(signal), and the difference between both (histogram).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Specs.window("fast", 12, "Window of the fast average."),
        Specs.window("slow", 26, "Window of the slow average."),
        Specs.window("signal", 9, "Window of the signal line."));
  }

  @Override
  public List<String> outputs() {
    return List.of("macd", "signal", "histogram");
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PRICE_DIFFERENCE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Macd(parameters);
  }

  private static final class Macd implements Indicator {
    private static final int MACD = 0;
    private static final int SIGNAL = 1;

    private final Smoothed fast;
    private final Smoothed slow;
    private final Smoothed signal;

    Macd(Parameters parameters) {
      fast = Smoothed.exponential(parameters.getInt("fast"));
      slow = Smoothed.exponential(parameters.getInt("slow"));
      signal = Smoothed.exponential(parameters.getInt("signal"));
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      fast.add(bars.close(instrument));
      slow.add(bars.close(instrument));
      if (fast.isFull() && slow.isFull()) {
        signal.add(difference());
      }
    }

    private double difference() {
      return fast.value() - slow.value();
    }

    @Override
    public double value(int output, long timeNanos) {
      return switch (output) {
        case MACD -> difference();
        case SIGNAL -> signal.value();
        default -> difference() - signal.value();
      };
    }

    @Override
    public void save(StateWriter out) {
      fast.save(out);
      slow.save(out);
      signal.save(out);
    }

    @Override
    public void load(StateReader in) {
      fast.load(in);
      slow.load(in);
      signal.load(in);
    }
  }
}
