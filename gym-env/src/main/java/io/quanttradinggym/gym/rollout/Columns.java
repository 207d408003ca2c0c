package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.base.collection.DoubleList;
import io.quanttradinggym.base.collection.FloatList;
import io.quanttradinggym.base.collection.LongList;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.trader.TraderView;

/** The recorded columns of one episode. */
final class Columns {
  final FloatList observations = new FloatList();

  final FloatList outputs = new FloatList();
  final FloatList actions = new FloatList();
  final DoubleList rewards = new DoubleList();
  final DoubleList equity = new DoubleList();
  final DoubleList midTicks = new DoubleList();
  final LongList position = new LongList();
  private int ended;

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
  void endStep(TraderView view) {
    if (view.stepIndex() > ended) {
      ended = view.stepIndex();
      equity.add(view.equityMicros() * Units.CURRENCY_PER_MICRO);
      midTicks.add(view.market().midTicks(0));
      position.add(view.positionLots(0));
    }
  }

  int steps() {
    return ended;
  }
}
