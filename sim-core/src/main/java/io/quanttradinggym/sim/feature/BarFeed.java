package io.quanttradinggym.sim.feature;

import java.util.Arrays;

/** Bars of one length and source, and the indicators that receive them. */
final class BarFeed {
  final Bars bars;
  private final boolean isMid;
  private Indicator[] indicators = {};
  private int[] instruments = {};

  BarFeed(Bars bars, PriceSource source) {
    this.bars = bars;
    isMid = source == PriceSource.MID;
  }

  void add(Indicator indicator, int instrument) {
    int n = indicators.length;
    indicators = Arrays.copyOf(indicators, n + 1);
    instruments = Arrays.copyOf(instruments, n + 1);
    indicators[n] = indicator;
    instruments[n] = instrument;
  }

  void onMid(int instrument, double midTicks) {
    if (isMid) {
      bars.price(instrument, midTicks);
    }
  }

  void onTrade(int instrument, int priceTicks, long quantityLots) {
    bars.volume(instrument, quantityLots);
    if (!isMid) {
      bars.price(instrument, priceTicks);
    }
  }

  void roll() {
    bars.roll();
    for (int i = 0; i < indicators.length; i++) {
      indicators[i].onBar(bars, instruments[i]);
    }
  }
}
