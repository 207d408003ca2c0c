package io.quanttradinggym.sim.feature;

import io.quanttradinggym.sim.bar.BarSeries;
import java.util.Arrays;

/** Bars of one length and source, and the indicators that receive them. */
final class BarFeed {
  final BarSeries bars;
  private Indicator[] indicators = {};
  private int[] instruments = {};

  BarFeed(BarSeries bars) {
    this.bars = bars;
  }

  void add(Indicator indicator, int instrument) {
    int n = indicators.length;
    indicators = Arrays.copyOf(indicators, n + 1);
    instruments = Arrays.copyOf(instruments, n + 1);
    indicators[n] = indicator;
    instruments[n] = instrument;
  }

  void roll() {
    bars.roll();
    for (int i = 0; i < indicators.length; i++) {
      indicators[i].onBar(bars, instruments[i]);
    }
  }
}
