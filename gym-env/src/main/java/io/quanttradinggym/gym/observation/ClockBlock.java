package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.trader.TraderView;
import java.util.List;

/** How much time is left. */
@AutoService(ObservationBlockType.class)
public final class ClockBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "clock";
  }

  @Override
  public String description() {
    return "The fraction of the episode that remains: 1 at the first decision, 0 at the end.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    return new Block();
  }

  /** The fraction of the episode that has passed. */
  static double elapsed(TraderView view) {
    double passed = view.market().timeNanos() - view.startNanos();
    return passed / (view.endNanos() - view.startNanos());
  }

  private record Block() implements ObservationBlock {
    @Override
    public List<ObservationField> fields() {
      return new Fields(0).fraction("remaining_time").toList();
    }

    @Override
    public void write(TraderView view, double[] raw, int offset) {
      raw[offset] = 1 - elapsed(view);
    }
  }
}
