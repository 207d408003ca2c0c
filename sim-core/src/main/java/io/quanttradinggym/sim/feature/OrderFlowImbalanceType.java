package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.bar.BarSeries;
import io.quanttradinggym.sim.book.OrderBook;
import java.util.List;

/** Order-flow imbalance at the best prices. */
@AutoService(IndicatorType.class)
public final class OrderFlowImbalanceType implements IndicatorType {
  @Override
  public String type() {
    return "order-flow-imbalance";
  }

  @Override
  public String description() {
    return "Order-flow imbalance (Cont, Kukanov and Stoikov, 2014): lots added to the best bid and "
        + "removed from the best ask, minus the opposite, in the last complete bar and in the "
        + "current bar.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public List<String> outputs() {
    return List.of("bar", "growing");
  }

  @Override
  public boolean followsQuotes() {
    return true;
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.SIGNED_LOTS;
  }

  @Override
  public boolean followsBars() {
    return true;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new OrderFlowImbalance();
  }

  private static final class OrderFlowImbalance implements Indicator {
    private int bidTicks = OrderBook.NO_PRICE;
    private long bidLots;
    private int askTicks = Integer.MAX_VALUE;
    private long askLots;
    private boolean isKnown;
    private double bar = Double.NaN;
    private double growing;

    @Override
    public void onBar(BarSeries bars, int instrument) {
      bar = growing;
      growing = 0;
    }

    @Override
    public void onQuote(Quote quote) {
      // A side without orders is one whose best price is as bad as can be.
      int ask = quote.askTicks == OrderBook.NO_PRICE ? Integer.MAX_VALUE : quote.askTicks;
      if (isKnown) {
        growing += quote.bidTicks >= bidTicks ? quote.bidLots : 0;
        growing -= quote.bidTicks <= bidTicks ? bidLots : 0;
        growing -= ask <= askTicks ? quote.askLots : 0;
        growing += ask >= askTicks ? askLots : 0;
      }
      isKnown = true;
      bidTicks = quote.bidTicks;
      bidLots = quote.bidLots;
      askTicks = ask;
      askLots = quote.askLots;
    }

    @Override
    public double value(int output, long timeNanos) {
      return output == 0 ? bar : growing;
    }

    @Override
    public void save(StateWriter out) {
      out.writeInt(bidTicks);
      out.writeLong(bidLots);
      out.writeInt(askTicks);
      out.writeLong(askLots);
      out.writeBoolean(isKnown);
      out.writeDouble(bar);
      out.writeDouble(growing);
    }

    @Override
    public void load(StateReader in) {
      bidTicks = in.readInt();
      bidLots = in.readLong();
      askTicks = in.readInt();
      askLots = in.readLong();
      isKnown = in.readBoolean();
      bar = in.readDouble();
      growing = in.readDouble();
    }
  }
}
