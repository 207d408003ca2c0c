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

  /** Evaluates the term after changes of the P&amp;L, in currency. */
  private void assertRewards(String yaml, double[] changes, double... expected) {
    trader.pnlMicros = 5_000_000;
    RewardFunction function = begin(yaml);
    for (int i = 0; i < changes.length; i++) {
      trader.pnlMicros += Math.round(changes[i] * 1e6);
      assertEquals(expected[i], step(function), 1e-9, "step " + i);
    }
  }

  /**
   * η = 0.1 and R = 1, 2, −1. Before the first step A = B = 0, so the ratio is 0. Then:
   *
   * <pre>
   * A = 0.1,  B = 0.1:  variance 0.1 − 0.01 = 0.09, ^1.5 = 0.027;
   *                     (0.1 · 1.9 − 0.05 · 3.9) / 0.027 = −0.005 / 0.027
   * A = 0.29, B = 0.49: variance 0.49 − 0.0841 = 0.4059, ^1.5 = 0.25860014;
   *                     (0.49 · −1.29 − 0.145 · 0.51) / 0.25860014 = −0.70605 / 0.25860014
   * </pre>
   */
  @Test
  void differentialSharpe() {
    double[] changes = {1, 2, -1};
    assertRewards(
        "{type: differential-sharpe, rate: 0.1}",
        changes,
        0,
        -0.005 / 0.027,
        -0.70605 / Math.pow(0.4059, 1.5));
    assertRewards("{type: differential-sharpe, rate: 0.1, clip: 0.15}", changes, 0, -0.15, -0.15);
    // Another unit of money gives the same.
    assertRewards(
        "{type: differential-sharpe, rate: 0.1}",
        new double[] {100, 200, -100},
        0,
        -0.005 / 0.027,
        -0.70605 / Math.pow(0.4059, 1.5));
  }

  /**
   * η = 0.1 and R = 1, −2, 3, −1. D² is 0 until the first loss has passed, so the first two are 0.
   * Then:
   *
   * <pre>
   * A = 0.1 → −0.11, D² = 0.4:  R = 3:  (3 + 0.055) / √0.4
   * A = 0.201, D² = 0.36:       R = −1: (0.36 · (−1 − 0.1005) − 0.1005 · 1) / 0.216 = −0.49668 / 0.216
   * </pre>
   */
  @Test
  void differentialSortino() {
    assertRewards(
        "{type: differential-sortino, rate: 0.1}",
        new double[] {1, -2, 3, -1},
        0,
        0,
        3.055 / Math.sqrt(0.4),
        -0.49668 / 0.216);
  }

  /**
   * P&amp;L 0, 4, 1, 3, −2, 5 from the start: peaks 4 and 5; drawdowns 0, 3, 1, 6, 0. The largest
   * grows by 3 and by 3: its sum is the largest drawdown of 6.
   */
  @Test
  void drawdown() {
    double[] changes = {4, -3, 2, -5, 7};
    assertRewards("{type: drawdown, scale: 2}", changes, 0, -1.5, 0, -1.5, 0);
    assertRewards("{type: drawdown, measure: current}", changes, 0, -3, -1, -6, 0);
  }

  /** 20 lots at a mid of 100 ticks of 0.01 and 3 lots at 50 ticks of 1.00: 20 + 150. */
  @Test
  void turnover() {
    trader.tradedLots[0] = 7;
    RewardFunction function = begin("{type: turnover, scale: 10}");
    assertEquals(0, step(function), EXACT);
    trader.tradedLots[0] += 20;
    trader.tradedLots[1] += 3;
    assertEquals(-17, step(function), EXACT);
    assertEquals(0, step(function), EXACT);
  }

  /** Micros are doubled: 3.5 currency units captured, then 1 given away. */
  @Test
  void spreadCapture() {
    trader.doubleCapturedMicros = 99;
    RewardFunction function = begin("{type: spread-capture, scale: 2}");
    trader.doubleCapturedMicros += 7_000_000;
    assertEquals(1.75, step(function), EXACT);
    trader.doubleCapturedMicros -= 2_000_000;
    assertEquals(-0.5, step(function), EXACT);
    assertEquals(0, step(function), EXACT);
  }
}
