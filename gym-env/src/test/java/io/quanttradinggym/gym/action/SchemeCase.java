package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import java.util.stream.IntStream;

/** A scheme and a trader in two instruments: mids of 100.5 and 51 ticks. */
final class SchemeCase {
  final FakeTrader trader = new FakeTrader();
  final ActionScheme scheme;

  SchemeCase(String yaml) {
    Configured<ActionSchemeType> configured =
        Configured.of(Plugins.load(ActionSchemeType.class), Documents.parseYaml(yaml, "a"), "");
    scheme = configured.plugin().create(configured.parameters());
    trader.market.levels(0, Side.BUY, 99, 10).levels(0, Side.SELL, 102, 10);
    trader.market.levels(1, Side.BUY, 50, 10).levels(1, Side.SELL, 52, 10);
  }

  /** Applies an action; returns the interventions. */
  int apply(double... action) {
    float[] numbers = new float[action.length + 1];
    for (int i = 0; i < action.length; i++) {
      numbers[i + 1] = (float) action[i];
    }
    scheme.spec().check(numbers, 1, "action");
    return scheme.apply(numbers, 1, trader, trader.gateway());
  }

  List<String> sent() {
    return trader.sent();
  }

  List<Boolean> mask() {
    boolean[] mask = new boolean[scheme.spec().choices()];
    scheme.mask(trader, mask);
    return IntStream.range(0, mask.length).mapToObj(i -> mask[i]).toList();
  }
}
