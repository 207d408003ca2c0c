package io.quanttradinggym.sim.feature;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import java.util.Arrays;
import java.util.List;

/** Effective spread, realised spread and price impact. */
@AutoService(IndicatorType.class)
public final class RealisedSpreadType implements IndicatorType {
  private static final int INITIAL_CAPACITY = 64;

  @Override
  public String type() {
    return "realised-spread";
  }

  @Override
  public String description() {
    return "Effective spread of trades (twice the distance of the price from the mid), realised "
        + "spread (the same distance from a later mid) and price impact (their difference), in "
        + "ticks, averaged over the lots of recent trades; after Huang and Stoll (1996).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.duration(
            "lag", "5s", "1ms", "1h", "Delay between a trade and the later mid."),
        ParameterSpec.integer(
            "window", "trades", 100L, 1, 100_000, "Number of trades to average."));
  }

  @Override
  public List<String> outputs() {
    return List.of("realised", "effective", "impact");
  }

  @Override
  public boolean followsQuotes() {
    return true;
  }

  @Override
  public boolean followsTrades() {
    return true;
  }

  @Override
  public FeatureUnit unit(int output) {
    return FeatureUnit.PRICE_DIFFERENCE;
  }

  @Override
  public Indicator create(Parameters parameters) {
    return new RealisedSpread(parameters.getInt("window"), parameters.getNanos("lag"));
  }

  private static final class RealisedSpread implements Indicator {
    private static final int REALISED = 0;
    private static final int EFFECTIVE = 1;

    private final long lagNanos;
    private final Ring lots;
    private final Ring effective;
    private final Ring realised;
    private double mid = Double.NaN;

    // Trades whose time has not come: a ring.
    private long[] times = new long[INITIAL_CAPACITY];
    private double[] signedPrices = new double[INITIAL_CAPACITY];
    private double[] mids = new double[INITIAL_CAPACITY];
    private long[] quantities = new long[INITIAL_CAPACITY];
    private int first;
    private int size;

    RealisedSpread(int window, long lagNanos) {
      this.lagNanos = lagNanos;
      lots = new Ring(window);
      effective = new Ring(window);
      realised = new Ring(window);
    }

    @Override
    public void onTrade(
        long timeNanos, Side aggressor, int priceTicks, long quantityLots, double midTicks) {
      settle(timeNanos);
      if (size == times.length) {
        grow();
      }
      put(timeNanos, aggressor.sign() * (double) priceTicks, midTicks, quantityLots);
    }

    private void put(long timeNanos, double signedPrice, double midTicks, long quantityLots) {
      int at = (first + size++) & (times.length - 1);
      times[at] = timeNanos;
      signedPrices[at] = signedPrice;
      mids[at] = midTicks;
      quantities[at] = quantityLots;
    }

    @Override
    public void onQuote(Quote quote) {
      settle(quote.timeNanos);
      if (quote.isTwoSided()) {
        mid = quote.midTicks();
      }
    }

    /** The mid of now is that of the time which has come for some trades. */
    private void settle(long nowNanos) {
      while (size > 0 && times[first] + lagNanos <= nowNanos) {
        int sign = signedPrices[first] > 0 ? 1 : -1;
        lots.add((double) quantities[first]);
        effective.add(2 * (signedPrices[first] - sign * mids[first]));
        realised.add(2 * (signedPrices[first] - sign * (Double.isNaN(mid) ? mids[first] : mid)));
        first = (first + 1) & (times.length - 1);
        size--;
      }
    }

    @Override
    public double value(int output, long timeNanos) {
      settle(timeNanos);
      return switch (output) {
        case REALISED -> mean(realised);
        case EFFECTIVE -> mean(effective);
        default -> mean(effective) - mean(realised);
      };
    }

    /** Linear in the window: values are read less often than trades occur. */
    private double mean(Ring of) {
      double sum = 0;
      double all = 0;
      for (int age = 0; age < of.size(); age++) {
        sum += lots.get(age) * of.get(age);
        all += lots.get(age);
      }
      return all == 0 ? Double.NaN : sum / all;
    }

    private void grow() {
      int old = times.length;
      times = Arrays.copyOf(times, old * 2);
      signedPrices = Arrays.copyOf(signedPrices, old * 2);
      mids = Arrays.copyOf(mids, old * 2);
      quantities = Arrays.copyOf(quantities, old * 2);
      System.arraycopy(times, 0, times, old, first);
      System.arraycopy(signedPrices, 0, signedPrices, old, first);
      System.arraycopy(mids, 0, mids, old, first);
      System.arraycopy(quantities, 0, quantities, old, first);
    }

    @Override
    public void save(StateWriter out) {
      lots.save(out);
      effective.save(out);
      realised.save(out);
      out.writeDouble(mid);
      out.writeInt(size);
      for (int i = 0; i < size; i++) {
        int at = (first + i) & (times.length - 1);
        out.writeLong(times[at]);
        out.writeDouble(signedPrices[at]);
        out.writeDouble(mids[at]);
        out.writeLong(quantities[at]);
      }
    }

    @Override
    public void load(StateReader in) {
      lots.load(in);
      effective.load(in);
      realised.load(in);
      mid = in.readDouble();
      first = 0;
      size = 0;
      int count = in.readCount(4 * Long.BYTES);
      while (size < count) {
        if (size == times.length) {
          grow();
        }
        put(in.readLong(), in.readDouble(), in.readDouble(), in.readLong());
      }
    }
  }
}
