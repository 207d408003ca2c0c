package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.market.MarketView;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Trades since earlier decisions. */
@AutoService(ObservationBlockType.class)
public final class TradesBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "trades";
  }

  @Override
  public String description() {
    return "Trades within each window of decisions (since the first decision early in the episode): "
        + "signed volume (bought − sold by aggressors), volume, and number of trades.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.integers(
            "windows", "decisions", List.of(1L, 10L), 1, 10_000, "Window lengths."),
        Fields.quantityScaleParameter(100),
        ParameterSpec.number(
            "count_scale", "trades", 10.0, 1e-6, 1e9, "Divisor of the number of trades."),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    double quantityScale = parameters.getDouble("quantity_scale");
    double countScale = parameters.getDouble("count_scale");
    double clip = parameters.getDouble("clip");
    long[] windows = parameters.getLongs("windows");
    Fields fields = new Fields(instrument);
    for (long window : windows) {
      fields.signed("signed_volume_" + window, "lots", quantityScale, clip);
      fields.positive("volume_" + window, "lots", quantityScale, clip);
      fields.positive("trade_count_" + window, "trades", countScale, clip);
    }
    return new Block(instrument, windows, fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private static final int BOUGHT = 0;
    private static final int SOLD = 1;
    private static final int COUNT = 2;
    private static final int WIDTH = 3;
    private static final int MAX_WRITTEN = Integer.MAX_VALUE / 4;

    private final int instrument;
    private final long[] windows;
    private final List<ObservationField> fields;
    private final long[] totals; // (longest window + 1, WIDTH), a ring of running totals
    private int written;

    Block(int instrument, long[] windows, List<ObservationField> fields) {
      this.instrument = instrument;
      this.windows = windows;
      this.fields = fields;
      long longest = Arrays.stream(windows).max().orElse(1);
      totals = new long[(int) (longest + 1) * WIDTH];
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void reset(Views views) {
      written = 0;
      Arrays.fill(totals, 0);
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      MarketView market = views.book();
      int now = row(written);
      totals[now + BOUGHT] = market.aggressorVolumeLots(instrument, Side.BUY);
      totals[now + SOLD] = market.aggressorVolumeLots(instrument, Side.SELL);
      totals[now + COUNT] = market.tradeCount(instrument);
      for (int i = 0; i < windows.length; i++) {
        int then = row((int) Math.max(0, written - windows[i]));
        long bought = totals[now + BOUGHT] - totals[then + BOUGHT];
        long sold = totals[now + SOLD] - totals[then + SOLD];
        raw[offset + WIDTH * i] = bought - sold;
        raw[offset + WIDTH * i + 1] = bought + sold;
        raw[offset + WIDTH * i + 2] = totals[now + COUNT] - totals[then + COUNT];
      }
      written++;
    }

    private int row(int decision) {
      return decision * WIDTH % totals.length;
    }

    @Override
    public void save(StateWriter out) {
      out.writeInt(written);
      out.writeLongs(totals, 0, totals.length);
    }

    @Override
    public void load(StateReader in) {
      written = in.readInt(0, MAX_WRITTEN);
      in.readLongs(totals, 0, totals.length);
    }
  }
}
