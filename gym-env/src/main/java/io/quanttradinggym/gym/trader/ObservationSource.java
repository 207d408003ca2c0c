package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.gym.view.Views;

/**
 * Writes a trader's observations; {@link #write} is called exactly once per decision, and once at
 * the end.
 */
public interface ObservationSource extends Stateful {
  /** Number of elements. */
  int size();

  /** An episode begins; the first {@link #write} follows. */
  void reset(Views views);

  /** Writes {@link #size} elements at {@code offset}. */
  void write(Views views, float[] out, int offset);
}
