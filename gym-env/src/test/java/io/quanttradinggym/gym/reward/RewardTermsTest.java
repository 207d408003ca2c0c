package io.quanttradinggym.gym.reward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RewardTermsTest {
  private static final double EXACT = 1e-12;

  private final FakeTrader trader = new FakeTrader();

  private static WeightedTerm weighted(double weight, String yaml) {
    return new WeightedTerm(
        Configured.of(Plugins.load(RewardTermType.class), Documents.parseYaml(yaml, "t"), ""),
        weight);
  }

  private RewardFunction begin(String yaml) {
    RewardFunction function = new RewardFunction(List.of(weighted(1, yaml)));
    function.reset(trader);
    return function;
  }

  private double step(RewardFunction function) {
    return function.evaluate(trader, false);
  }

  @Test
  void pnlIsTheChangeOfTheProfit() {
    trader.pnlMicros = 7_000_000;
    RewardFunction function = begin("{type: pnl, scale: 4}");
    trader.pnlMicros = 9_000_000;
    assertEquals(0.5, step(function), EXACT);
    assertEquals(0, step(function), EXACT);
    trader.pnlMicros = 8_000_000;
    assertEquals(-0.25, step(function), EXACT);
  }

  @Test
  void pnlAtTheLastTradeDiffersByTheGapToTheMid() {
    RewardFunction function = begin("{type: pnl, mark: last-trade}");
    trader.positionLots[0] = 10; // tick 0.01, mid 100
    trader.positionLots[1] = -1; // tick 1.00, mid 50
    trader.market.lastTradeTicks[0] = 103;
    trader.market.lastTradeTicks[1] = 49;
    trader.pnlMicros = 1_000_000;
    assertEquals(1 + 10 * 3 * 0.01 + 1, step(function), EXACT);
  }

  /** A known defect of the original daily investor: its first reward undid the last episode. */
  @Test
  void nothingSurvivesAReset() {
    RewardFunction function = begin("{type: pnl, mark: last-trade}");
    trader.positionLots[0] = 50;
    trader.pnlMicros = 123_000_000;
    step(function);
    trader.positionLots[0] = 0;
    trader.pnlMicros = 0;
    function.reset(trader);
    assertEquals(0, step(function), EXACT);
  }

  @Test
  void logReturn() {
    RewardFunction function = begin("type: log-return");
    trader.pnlMicros = trader.cashMicros;
    assertEquals(StrictMath.log(2), step(function), EXACT);
    assertEquals(0, step(function), EXACT);
    trader.pnlMicros = -2 * trader.cashMicros;
    assertEquals(StrictMath.log(1e-6 / 2000), step(function), 1e-9);
    assertEquals(0, step(function), EXACT);
  }

  @Test
  void inventory() {
    RewardFunction function = begin("{type: inventory, scale: 10}");
    trader.positionLots[0] = -30;
    trader.positionLots[1] = 10;
    assertEquals(-10, step(function), EXACT);
    assertEquals(-4, step(begin("{type: inventory, scale: 10, power: 1}")), EXACT);
  }

  @Test
  void terminalInventory() {
    RewardFunction function = begin("{type: terminal-inventory, scale: 10, power: 1}");
    trader.positionLots[0] = -30;
    assertEquals(0, function.evaluate(trader, false), EXACT);
    assertEquals(-3, function.evaluate(trader, true), EXACT);
  }

  @Test
  void implementationShortfallOfABuy() {
    trader.parentOrder = new ParentOrder(0, Side.BUY, 100);
    trader.arrivalDoubleMidTicks = 201;
    RewardFunction function =
        begin("{type: implementation-shortfall, scale: 2, unfilled_penalty: 50}");
    trader.executedLots = 40;
    trader.executedTickLots = 40 * 101;
    assertEquals(-0.5 * 40 / 100 / 2, step(function), EXACT);
    assertEquals(0, step(function), EXACT);
    trader.executedLots = 90;
    trader.executedTickLots += 50 * 100;
    double gain = 0.5 * 50 / 100;
    double penalty = 50.0 * 10 / 100;
    assertEquals((gain - penalty) / 2, function.evaluate(trader, true), EXACT);
  }

  /** In the original the penalty of a SELL has the wrong sign. */
  @Test
  void implementationShortfallOfASell() {
    trader.parentOrder = new ParentOrder(0, Side.SELL, 100);
    trader.arrivalDoubleMidTicks = 200;
    RewardFunction function = begin("type: implementation-shortfall");
    trader.executedLots = 40;
    trader.executedTickLots = 40 * 103;
    assertEquals(3.0 * 40 / 100, step(function), EXACT);
    assertEquals(-1000.0 * 60 / 100, function.evaluate(trader, true), EXACT);
  }

  @Test
  void termsAreWeightedAndSummed() {
    RewardFunction function =
        new RewardFunction(
            List.of(weighted(2, "type: pnl"), weighted(-0.5, "{type: inventory, power: 1}")));
    function.reset(trader);
    trader.pnlMicros = 3_000_000;
    trader.positionLots[0] = 4;
    assertEquals(2 * 3 + 0.5 * 4, step(function), EXACT);
  }

  @Test
  void noTermsAreRefused() {
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> new RewardFunction(List.of()));
    assertEquals("reward", e.field());
  }
}
