package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.List;

/** Which of the best queues is longer. */
@AutoService(IndicatorType.class)
public final class QueueImbalanceType implements IndicatorType {
  @Override
  public String type() {
    return "queue-imbalance";
  }

  @Override
  public String description() {
    return "(bid lots − ask lots) / (bid lots + ask lots) at the best prices; after Gould and Bonart (2016).";
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
    return FeatureUnit.BALANCE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new QueueImbalance();
  }

  private static final class QueueImbalance implements Indicator {
    private double value = Double.NaN;

    @Override
    public void onQuote(Quote quote) {
      double all = (double) quote.bidLots + quote.askLots;
      value = quote.isTwoSided() && all > 0 ? (quote.bidLots - quote.askLots) / all : Double.NaN;
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
