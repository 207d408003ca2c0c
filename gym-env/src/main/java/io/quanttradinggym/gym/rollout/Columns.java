package io.quanttradinggym.gym.rollout;

import io.quanttradinggym.base.collection.DoubleList;
import io.quanttradinggym.base.collection.FloatList;
import io.quanttradinggym.base.collection.LongList;

/** The recorded columns of one episode. */
final class Columns {
  final FloatList observations = new FloatList();
  final FloatList outputs = new FloatList();
  final FloatList actions = new FloatList();
  final DoubleList rewards = new DoubleList();
  final DoubleList equity = new DoubleList();
  final DoubleList midTicks = new DoubleList();
  final LongList position = new LongList();

  void clear() {
    observations.clear();
    outputs.clear();
    actions.clear();
    rewards.clear();
    equity.clear();
    midTicks.clear();
    position.clear();
  }
}
