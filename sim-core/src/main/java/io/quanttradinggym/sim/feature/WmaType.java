package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** A mean with falling weights. */
@AutoService(IndicatorType.class)
public final class WmaType implements IndicatorType {
  @Override
  public String type() {
    return "wma";
  }

  @Override
  public String description() {
    return "Weighted moving average of the closes; the weights decrease linearly from the newest "
        + "bar to the oldest.";
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
    return new Wma(parameters.getInt("window"));
  }

  private static final class Wma implements Indicator {
    private final Ring closes;
    private double sum;
    private double weighted;

    Wma(int window) {
      closes = new Ring(window);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      double close = bars.close(instrument);
      int known = closes.size();
      double before = sum;
      double gone = closes.add(close);
      if (closes.isRoundDone()) {
        renew();
      } else if (known < closes.capacity()) {
        sum += close;
        weighted += close * (known + 1);
      } else {
        sum += close - gone;
        weighted += close * known - before;
      }
    }

    /** Recomputes the sums, so that rounding errors do not accumulate. */
    private void renew() {
      sum = 0;
      weighted = 0;
      for (int age = closes.size() - 1; age >= 0; age--) {
        sum += closes.get(age);
        weighted += closes.get(age) * (closes.size() - age);
      }
    }

    @Override
    public double value(int output, long timeNanos) {
      double n = closes.capacity();
      return closes.isFull() ? weighted / (n * (n + 1) / 2) : Double.NaN;
    }

    @Override
    public void save(StateWriter out) {
      closes.save(out);
      out.writeDouble(sum);
      out.writeDouble(weighted);
    }

    @Override
    public void load(StateReader in) {
      closes.load(in);
      sum = in.readDouble();
      weighted = in.readDouble();
    }
  }
}
