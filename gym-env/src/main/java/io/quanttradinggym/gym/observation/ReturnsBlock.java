package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Changes of the mid price. */
@AutoService(ObservationBlockType.class)
public final class ReturnsBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "returns";
  }

  @Override
  public String description() {
    return "Latest changes of the mid price between decisions, newest first (0 until enough "
        + "decisions have passed), and the volatility: the root mean square of the changes within "
        + "the window.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.integer("changes", "", 3L, 0, 100, "Number of changes."),
        ParameterSpec.integer(
            "volatility_window",
            "decisions",
            30L,
            1,
            10_000,
            "Look-back window of the volatility."),
        Fields.priceScaleParameter(5),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    int changes = parameters.getInt("changes");
    double scale = parameters.getDouble("price_scale");
    double clip = parameters.getDouble("clip");
    Fields fields = new Fields(instrument);
    for (int i = 1; i <= changes; i++) {
      fields.signed("mid_change_" + i, "ticks", scale, clip);
    }
    fields.positive("volatility", "ticks per decision", scale, clip);
    return new Block(instrument, changes, parameters.getInt("volatility_window"), fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private final int instrument;
    private final int changes;
    private final int window;
    private final List<ObservationField> fields;
    private final MidHistory history;

    Block(int instrument, int changes, int window, List<ObservationField> fields) {
      this.instrument = instrument;
      this.changes = changes;
      this.window = window;
      this.fields = fields;
      history = new MidHistory(Math.max(changes, window));
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void reset(Views views) {
      history.clear();
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      history.add(views.prices().doubleMidTicks(instrument));
      for (int i = 0; i < changes; i++) {
        raw[offset + i] = history.changeTicks(i);
      }
      raw[offset + changes] = volatility();
    }

    private double volatility() {
      int count = Math.min(window, history.changes());
      return count == 0 ? 0 : Math.sqrt(history.squares(count) / count);
    }

    @Override
    public void save(StateWriter out) {
      history.save(out);
    }

    @Override
    public void load(StateReader in) {
      history.load(in);
    }
  }
}
