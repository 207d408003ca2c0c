package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import java.util.List;

/** How strong a trend is, whichever way it goes. */
@AutoService(IndicatorType.class)
public final class AdxType implements IndicatorType {
  @Override
  public String type() {
    return "adx";
  }

  @Override
  public String description() {
    return "Average directional index with its two directional indicators (Wilder, 1978), with "
        + "Wilder's sums.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Specs.window(14));
  }

  @Override
  public List<String> outputs() {
    return List.of("adx", "plus", "minus");
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PERCENT;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Adx(parameters.getInt("window"));
  }

  private static final class Adx implements Indicator {
    private static final int ADX = 0;
    private static final int PLUS = 1;

    private final int window;
    private final Smoothed index;
    private int count;
    private double high;
    private double low;
    private double close;
    private double range;
    private double up;
    private double down;

    Adx(int window) {
      this.window = window;
      index = Smoothed.wilder(window);
    }

    @Override
    public void onBar(BarSeries bars, int instrument) {
      if (count > 0) {
        double rise = bars.high(instrument) - high;
        double fall = low - bars.low(instrument);
        double keep = count < window ? 1 : 1 - 1.0 / window;
        range = keep * range + AtrType.trueRange(bars, instrument, close);
        up = keep * up + (rise > fall ? Math.max(0, rise) : 0);
        down = keep * down + (fall > rise ? Math.max(0, fall) : 0);
      }
      high = bars.high(instrument);
      low = bars.low(instrument);
      close = bars.close(instrument);
      if (count < window) {
        count++;
      } else if (up + down > 0) {
        index.add(100 * Math.abs(up - down) / (up + down));
      }
    }

    @Override
    public double value(int output, long timeNanos) {
      if (output == ADX) {
        return index.value();
      }
      if (count < window || range == 0) {
        return Double.NaN;
      }
      return 100 * (output == PLUS ? up : down) / range;
    }

    @Override
    public void save(StateWriter out) {
      index.save(out);
      out.writeInt(count);
      out.writeDouble(high);
      out.writeDouble(low);
      out.writeDouble(close);
      out.writeDouble(range);
      out.writeDouble(up);
      out.writeDouble(down);
    }

    @Override
    public void load(StateReader in) {
      index.load(in);
      count = in.readInt(0, Integer.MAX_VALUE);
      high = in.readDouble();
      low = in.readDouble();
      close = in.readDouble();
      range = in.readDouble();
      up = in.readDouble();
      down = in.readDouble();
    }
  }
}
