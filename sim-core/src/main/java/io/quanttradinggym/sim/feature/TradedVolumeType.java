package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import java.util.List;

/** How much was traded lately. */
@AutoService(IndicatorType.class)
public final class TradedVolumeType implements IndicatorType {
  @Override
  public String type() {
    return "traded-volume";
  }

  @Override
  public String description() {
    return "Lots traded by incoming buy orders and by incoming sell orders within a time window "
        + "that ends now.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.duration("window", "1m", "1us", "24h", "Length of the time window."));
  }

  @Override
  public List<String> outputs() {
    return List.of("buys", "sells");
  }

  @Override
  public boolean followsTrades() {
    return true;
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.LOTS;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new TradedVolume(parameters.getNanos("window"));
  }

  private static final class TradedVolume implements Indicator {
    private final TimedSums trades; // lots bought, lots sold

    TradedVolume(long windowNanos) {
      trades = new TimedSums(windowNanos);
    }

    @Override
    public void onTrade(
        long timeNanos, Side aggressor, int priceTicks, long quantityLots, double midTicks) {
      boolean buys = aggressor == Side.BUY;
      trades.add(timeNanos, buys ? quantityLots : 0, buys ? 0 : quantityLots);
    }

    @Override
    public double value(int output, long timeNanos) {
      trades.forget(timeNanos);
      return output == 0 ? trades.one() : trades.two();
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
