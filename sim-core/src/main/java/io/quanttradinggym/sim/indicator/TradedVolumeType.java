package io.quanttradinggym.sim.indicator;

import com.google.auto.service.AutoService;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.parameter.ParameterSpec;
import io.quanttradinggym.sim.parameter.Parameters;
import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import java.util.Arrays;
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
    return "Lots that incoming buy orders and incoming sell orders traded within a window of time that ends now.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(ParameterSpec.duration("window", "1m", "1us", "24h", "Length of the window."));
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
  public Indicator create(Parameters parameters) {
    return new TradedVolume(parameters.getNanos("window"));
  }

  private static final class TradedVolume implements Indicator {
    private final long windowNanos;
    private final long[] sums = new long[2]; // by side
    private long[] times = new long[64]; // a ring, as the next
    private long[] lots = new long[64]; // negative = sell
    private int first;
    private int size;

    TradedVolume(long windowNanos) {
      this.windowNanos = windowNanos;
    }

    @Override
    public void onTrade(
        long timeNanos, Side aggressor, int priceTicks, long quantityLots, double midTicks) {
      forget(timeNanos);
      if (size == times.length) {
        grow();
      }
      int at = (first + size++) & (times.length - 1);
      times[at] = timeNanos;
      lots[at] = quantityLots * aggressor.sign();
      sums[aggressor.index()] += quantityLots;
    }

    private void forget(long nowNanos) {
      while (size > 0 && times[first] < nowNanos - windowNanos) {
        long gone = lots[first];
        sums[gone > 0 ? Side.BUY.index() : Side.SELL.index()] -= Math.abs(gone);
        first = (first + 1) & (times.length - 1);
        size--;
      }
    }

    private void grow() {
      int old = times.length;
      times = Arrays.copyOf(times, old * 2);
      lots = Arrays.copyOf(lots, old * 2);
      System.arraycopy(times, 0, times, old, first);
      System.arraycopy(lots, 0, lots, old, first);
    }

    @Override
    public double value(int output, long timeNanos) {
      forget(timeNanos);
      return sums[output];
    }

    @Override
    public void save(StateWriter out) {
      out.writeLongs(sums, 0, sums.length);
      out.writeInt(size);
      for (int i = 0; i < size; i++) {
        int at = (first + i) & (times.length - 1);
        out.writeLong(times[at]);
        out.writeLong(lots[at]);
      }
    }

    @Override
    public void load(StateReader in) {
      in.readLongs(sums, 0, sums.length);
      first = 0;
      size = 0;
      int count = in.readInt();
      while (size < count) {
        if (size == times.length) {
          grow();
        }
        times[size] = in.readLong();
        lots[size++] = in.readLong();
      }
    }
  }
}
