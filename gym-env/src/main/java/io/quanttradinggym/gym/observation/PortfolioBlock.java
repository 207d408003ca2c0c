package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.trader.TraderView;
import java.util.List;

/** What the trader holds and has gained. */
@AutoService(ObservationBlockType.class)
public final class PortfolioBlock implements ObservationBlockType {
  private static final double MICROS = 1e-6;

  @Override
  public String type() {
    return "portfolio";
  }

  @Override
  public String description() {
    return "Position as a fraction of the largest one allowed, profit since the start of the episode (marked to the"
        + " mid, after fees), and its change since the last decision.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.number(
            "profit_scale", "currency", 100.0, 1e-6, 1e12, "What the profit is divided by."),
        ParameterSpec.number(
            "change_scale", "currency", 10.0, 1e-6, 1e12, "What its change is divided by."),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    double clip = parameters.getDouble("clip");
    List<ObservationField> fields =
        new Fields(instrument)
            .signed("position", "fraction of max_position", 1, 1)
            .signed("profit", "currency", parameters.getDouble("profit_scale"), clip)
            .signed("profit_change", "currency", parameters.getDouble("change_scale"), clip)
            .toList();
    return new Block(instrument, fields);
  }

  private static final class Block implements ObservationBlock {
    private final int instrument;
    private final List<ObservationField> fields;
    private long lastPnlMicros;

    Block(int instrument, List<ObservationField> fields) {
      this.instrument = instrument;
      this.fields = fields;
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void reset(TraderView view) {
      lastPnlMicros = view.pnlMicros();
    }

    @Override
    public void write(TraderView view, double[] raw, int offset) {
      long profit = view.pnlMicros();
      raw[offset] = (double) view.positionLots(instrument) / view.maxPositionLots();
      raw[offset + 1] = profit * MICROS;
      raw[offset + 2] = (profit - lastPnlMicros) * MICROS;
      lastPnlMicros = profit;
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(lastPnlMicros);
    }

    @Override
    public void load(StateReader in) {
      lastPnlMicros = in.readLong();
    }
  }
}
