package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Remaining time of the episode. */
@AutoService(ObservationBlockType.class)
public final class ClockBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "clock";
  }

  @Override
  public String description() {
    return "Remaining fraction of the episode: 1 at the first decision, 0 at the end.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    return new Block();
  }

  private record Block() implements ObservationBlock {
    @Override
    public List<ObservationField> fields() {
      return new Fields().fraction("remaining_time").toList();
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      raw[offset] = 1 - views.task().elapsedFraction();
    }
  }
}
