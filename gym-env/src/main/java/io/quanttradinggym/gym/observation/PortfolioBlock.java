package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Position and P&amp;L of the trader. */
@AutoService(ObservationBlockType.class)
public final class PortfolioBlock implements ObservationBlockType {

  @Override
  public String type() {
    return "portfolio";
  }

  @Override
  public String description() {
    return "Position as a fraction of the largest position, P&L since the start of the episode "
        + "(marked to the mid, after fees), and change of P&L since the last decision.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.number("pnl_scale", "currency", 100.0, 1e-6, 1e12, "Divisor of the P&L."),
        ParameterSpec.number(
            "change_scale", "currency", 10.0, 1e-6, 1e12, "Divisor of the change of P&L."),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    double clip = parameters.getDouble("clip");
    List<ObservationField> fields =
        new Fields(instrument)
            .signed("position", "fraction of max_position", 1, 1)
            .signed("pnl", "currency", parameters.getDouble("pnl_scale"), clip)
            .signed("pnl_change", "currency", parameters.getDouble("change_scale"), clip)
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
    public void reset(Views views) {
      lastPnlMicros = views.account().pnlMicros();
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      long pnl = views.account().pnlMicros();
      raw[offset] =
          (double) views.account().positionLots(instrument) / views.task().maxPositionLots();
      raw[offset + 1] = pnl * Units.CURRENCY_PER_MICRO;
      raw[offset + 2] = (pnl - lastPnlMicros) * Units.CURRENCY_PER_MICRO;
      lastPnlMicros = pnl;
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
