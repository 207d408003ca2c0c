package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** Whether two instruments move together. */
@AutoService(IndicatorType.class)
public final class CorrelationType implements IndicatorType {
  @Override
  public String type() {
    return "correlation";
  }

  @Override
  public String description() {
    return "Correlation between the logarithmic returns of recent bars and those of another "
        + "instrument.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.windowOfTwoOrMore(20), Specs.other());
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.BALANCE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Correlation(parameters.getInt("window"), parameters.getInt("other"));
  }

  private static final class Correlation implements Indicator {
    private final Comoments returns;
    private final int other;
    private double last = Double.NaN;
    private double lastOther;

    Correlation(int window, int other) {
      returns = new Comoments(window);
      this.other = other;
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      double close = StrictMath.log(bars.close(instrument));
      double otherClose = StrictMath.log(bars.close(other));
      if (!Double.isNaN(last)) {
        returns.add(close - last, otherClose - lastOther);
      }
      last = close;
      lastOther = otherClose;
    }

    @Override
    public double value(int output, long timeNanos) {
      double product = returns.xx() * returns.yy();
      return returns.isFull() && product > 0 ? returns.xy() / Math.sqrt(product) : Double.NaN;
    }

    @Override
    public void save(StateWriter out) {
      returns.save(out);
      out.writeDouble(last);
      out.writeDouble(lastOther);
    }

    @Override
    public void load(StateReader in) {
      returns.load(in);
      last = in.readDouble();
      lastOther = in.readDouble();
    }
  }
}
