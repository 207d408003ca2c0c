package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.List;

/** The mid price, drawn to the side that is short. */
@AutoService(IndicatorType.class)
public final class MicropriceType implements IndicatorType {
  @Override
  public String type() {
    return "microprice";
  }

  @Override
  public String description() {
    return "Best prices weighted by the quantity of the other side, in ticks: (bid · ask lots + ask "
        + "· bid lots) / (bid lots + ask lots); the weighted mid that is the starting point of "
        + "Stoikov (2018).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public boolean followsQuotes() {
    return true;
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PRICE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Microprice();
  }

  private static final class Microprice implements Indicator {
    private double value = Double.NaN;

    @Override
    public void onQuote(Quote quote) {
      double all = (double) quote.bidLots + quote.askLots;
      value =
          quote.isTwoSided() && all > 0
              ? ((double) quote.bidTicks * quote.askLots + (double) quote.askTicks * quote.bidLots)
                  / all
              : Double.NaN;
    }

    @Override
    public double value(int output, long timeNanos) {
      return value;
    }

    @Override
    public void save(StateWriter out) {
      out.writeDouble(value);
    }

    @Override
    public void load(StateReader in) {
      value = in.readDouble();
    }
  }
}
