package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import java.util.List;

/**
 * Writes a trader's observations; {@link #write} is called exactly once per decision, and once at
 * the end.
 */
public interface ObservationSource extends Stateful {
  /** Number of elements. */
  int size();

  /** Indicators that the observation reads, in the order of their indices; read once. */
  default List<IndicatorRequest> indicators() {
    return List.of();
  }

  /** An episode begins; the first {@link #write} follows. */
  void reset(Views views);

  /** Writes {@link #size} elements at {@code offset}. */
  void write(Views views, float[] out, int offset);
}
