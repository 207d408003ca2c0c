package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.Views;
import java.util.List;

/**
 * Writes some consecutive elements of the observation. {@link #write} is called exactly once per
 * decision, in order, so a block can keep history. The history is saved and restored, and cleared
 * at a reset. Allocation-free after construction.
 */
public interface ObservationBlock extends Stateful {
  List<ObservationField> fields();

  /** Requests the indicators that the block reads; called once, before the first episode. */
  default void request(FeatureRequests requests) {}

  /** Clears the history. The first {@link #write} of an episode follows. */
  default void reset(Views views) {}

  /** Writes the raw values, in their units, before scaling and clipping. */
  void write(Views views, double[] raw, int offset);

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}
}
