package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.base.collection.DoubleList;
import io.quanttradinggym.base.collection.FloatList;
import io.quanttradinggym.base.collection.LongList;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.view.Views;

/** The recorded columns of one episode. */
final class Columns {
  final FloatList observations = new FloatList();
  final FloatList outputs = new FloatList();
  final FloatList actions = new FloatList();
  final DoubleList rewards = new DoubleList();
  final DoubleList equity = new DoubleList();
  final DoubleList midTicks = new DoubleList();
  final LongList position = new LongList();
  private final int instrument;
  private int ended;

  /**
   * @param instrument whose position and price are recorded
   */
  Columns(int instrument) {
    this.instrument = instrument;
  }

  void clear() {
    observations.clear();
    outputs.clear();
    actions.clear();
    rewards.clear();
    equity.clear();
    midTicks.clear();
    position.clear();
    ended = 0;
  }

  /** Records the state after the step before the current one, once. */
  void endStep(Views views) {
    if (views.task().stepIndex() > ended) {
      ended = views.task().stepIndex();
      equity.add(views.account().equityMicros() * Units.CURRENCY_PER_MICRO);
      midTicks.add(views.prices().midTicks(instrument));
      position.add(views.account().positionLots(instrument));
    }
  }

  int steps() {
    return ended;
  }
}
