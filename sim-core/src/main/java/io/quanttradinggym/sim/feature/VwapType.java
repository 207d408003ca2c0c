package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import java.util.List;

/** Volume-weighted average price. */
@AutoService(IndicatorType.class)
public final class VwapType implements IndicatorType {
  @Override
  public String type() {
    return "vwap";
  }

  @Override
  public String description() {
    return "Volume-weighted average price of all trades, in ticks, since the open or within a time "
        + "window that ends now.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.duration(
            "window", "0s", "0s", "24h", "Length of the time window; 0s = since the open."));
  }

  @Override
  public boolean followsTrades() {
    return true;
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PRICE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new Vwap(parameters.getNanos("window"));
  }

  private static final class Vwap implements Indicator {
    private final TimedSums trades; // lots, and lots · ticks

    Vwap(long windowNanos) {
      trades = new TimedSums(windowNanos);
    }

    @Override
    public void onTrade(
        long timeNanos, Side aggressor, int priceTicks, long quantityLots, double midTicks) {
      trades.add(timeNanos, quantityLots, quantityLots * priceTicks);
    }

    @Override
    public double value(int output, long timeNanos) {
      trades.forget(timeNanos);
      return trades.one() == 0 ? Double.NaN : (double) trades.two() / trades.one();
    }

    @Override
    public void save(StateWriter out) {
      trades.save(out);
    }

    @Override
    public void load(StateReader in) {
      trades.load(in);
    }
  }
}
