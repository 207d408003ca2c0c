package io.quanttradinggym.gym.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.FakeTrader;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.sim.book.Side;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The orders that every baseline sends. */
final class BaselinesPlayTest {
  private static final ActionSpec DISCRETE = ActionSpec.discrete(List.of("a", "b", "c"));

  private final FakeTrader trader = new FakeTrader();

  BaselinesPlayTest() {
    market(99, 102); // mid 100.5
  }

  private void market(int bid, int ask) {
    trader.market.levels(0, Side.BUY, bid, 10).levels(0, Side.SELL, ask, 10);
  }

  private static Configured<BaselineType> baseline(String yaml) {
    return Configured.of(
        Plugins.load(BaselineType.class), Documents.parseYaml(yaml, "baseline"), "");
  }

  private Policy<? super DecisionContext> begin(String yaml) {
    return begin(yaml, DISCRETE);
  }

  private Policy<? super DecisionContext> begin(String yaml, ActionSpec spec) {
    Configured<BaselineType> baseline = baseline(yaml);
    Policy<? super DecisionContext> policy =
        baseline.plugin().create(baseline.parameters(), new BaselineSetup(spec, 7)).only().get();
    policy.reset(trader);
    return policy;
  }

  private List<String> decide(Policy<? super DecisionContext> policy) {
    policy.decide(trader);
    trader.stepIndex++;
    trader.market.timeNanos += trader.decisionIntervalNanos();
    return trader.sent();
  }

  @Test
  void randomChoosesEverything() {
    Policy<? super DecisionContext> policy = begin("type: random");
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < 100; i++) {
      seen.addAll(decide(policy));
    }
    assertEquals(Set.of("act 0.0", "act 1.0", "act 2.0"), seen);
    Policy<? super DecisionContext> box = begin("type: random", ActionSpec.box(List.of("x")));
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      double x = Double.parseDouble(decide(box).getFirst().substring(4));
      assertTrue(x >= -1 && x < 1);
      sum += x;
    }
    assertTrue(Math.abs(sum) < 100, "mean " + sum / 1000);
  }

  @Test
  void doNothing() {
    assertEquals(List.of(), decide(begin("type: do-nothing")));
  }

  @Test
  void fixedHalfSpreadStays() {
    Policy<? super DecisionContext> policy = begin("{type: fixed-half-spread, ticks: 3}");
    assertEquals(List.of("BUY 7 @ 97", "SELL 7 @ 104"), decide(policy));
    assertEquals(List.of(), decide(policy));
    market(99, 103);
    assertEquals(List.of("cancel 1", "BUY 7 @ 98", "SELL 7 @ 104").subList(0, 2), decide(policy));
    assertEquals(
        List.of("BUY 2 @ 96", "SELL 2 @ 106"),
        decide(begin("{type: fixed-half-spread, quantity: 2}")).stream()
            .filter(line -> line.contains(" 2 @ "))
            .toList());
  }

  @Test
  void bestFixedHalfSpreadIsChosenAmongAll() {
    Configured<BaselineType> best =
        baseline("{type: best-fixed-half-spread, min_ticks: 2, max_ticks: 4, quantity: 9}");
    BaselineSetup setup = new BaselineSetup(DISCRETE, 1);
    BaselineChoice choice = best.plugin().create(best.parameters(), setup);
    assertEquals(
        List.of("half-spread 2 ticks", "half-spread 3 ticks", "half-spread 4 ticks"),
        choice.options().stream().map(BaselineChoice.Option::detail).toList());
    assertEquals(
        List.of("BUY 9 @ 96", "SELL 9 @ 105"), decide(choice.options().getLast().policies().get()));
    assertThrows(IllegalStateException.class, choice::only);
    Parameters impossible = baseline("{type: best-fixed-half-spread, min_ticks: 21}").parameters();
    assertThrows(InvalidInputException.class, () -> best.plugin().create(impossible, setup));
  }

  @Test
  void twapFollowsTheStraightLine() {
    trader.parentOrder = new ParentOrder(0, Side.BUY, 250); // 100 decisions: 2.5 each
    Policy<? super DecisionContext> policy = begin("type: twap");
    assertEquals(List.of("BUY 3"), decide(policy));
    assertEquals(List.of("BUY 2"), decide(policy));
    trader.setRemaining(1, 0);
    trader.setRemaining(2, 0);
    trader.executedLots = 2; // 3 of the 5 found no seller
    assertEquals(List.of("BUY 6"), decide(policy));
    trader.setRemaining(3, 0);
    trader.executedLots = 250;
    assertEquals(List.of(), decide(policy));
  }

  @Test
  void twapEndsWithTheWholeOrder() {
    trader.parentOrder = new ParentOrder(0, Side.SELL, 250);
    trader.stepIndex = 99;
    trader.executedLots = 240;
    assertEquals(List.of("SELL 10"), decide(begin("type: twap")));
  }

  @Test
  void immediateAsksAgainForWhatIsLeft() {
    trader.parentOrder = new ParentOrder(0, Side.SELL, 50);
    Policy<? super DecisionContext> policy = begin("type: immediate");
    assertEquals(List.of("SELL 50"), decide(policy));
    assertEquals(List.of(), decide(policy));
    trader.setRemaining(1, 0);
    trader.executedLots = 30;
    assertEquals(List.of("SELL 20"), decide(policy));
  }

  @Test
  void buyAndHoldBuysOnce() {
    Policy<? super DecisionContext> policy = begin("{type: buy-and-hold, quantity: 40}");
    assertEquals(List.of("BUY 40"), decide(policy));
    trader.setRemaining(1, 0);
    trader.positionLots[0] = 40;
    assertEquals(List.of(), decide(policy));
  }

  @Test
  void baselinesTradeTheInstrumentThatTheyName() {
    trader.market.levels(1, Side.BUY, 50, 1).levels(1, Side.SELL, 52, 1);
    assertEquals(
        List.of("BUY 7 @ 48 in 1", "SELL 7 @ 54 in 1"),
        decide(begin("{type: fixed-half-spread, ticks: 3, instrument: 1}")));
    trader.setRemaining(1, 0);
    trader.setRemaining(2, 0);
    assertEquals(List.of("BUY 7 in 1"), decide(begin("{type: buy-and-hold, instrument: 1}")));
    trader.setRemaining(3, 0);
    trader.positionLots[0] = 100;
    assertTrue(
        decide(begin("{type: avellaneda-stoikov, instrument: 1}")).stream()
            .allMatch(line -> line.endsWith(" in 1")));
    trader.parentOrder = new ParentOrder(1, Side.SELL, 50);
    assertEquals(List.of("SELL 43 in 1"), decide(begin("type: immediate")));
  }

  /** σ² = 4, γ = 0.01, T − t = 100 s: risk 4 ticks; (2/γ)·ln(1 + γ/k) with k = 0.5: 3.9605. */
  @Test
  void avellanedaStoikovQuotesByTheFormula() {
    String yaml = "{type: avellaneda-stoikov, risk_aversion: 0.01, fill_decay: 0.5, volatility: 2}";
    assertEquals(List.of("BUY 7 @ 96", "SELL 7 @ 105"), decide(begin(yaml))); // 100.5 ± 3.98
    trader.market.timeNanos = 0;
    trader.stepIndex = 0;
    trader.confirmCancels();
    trader.positionLots[0] = 14; // two quotes: reservation price 8 ticks lower
    Policy<? super DecisionContext> policy = begin(yaml);
    // the ask at 96.48 would cross the bid of 99: one tick above it
    assertEquals(List.of("cancel 1", "BUY 7 @ 88", "cancel 2", "SELL 7 @ 100"), decide(policy));
  }

  @Test
  void avellanedaStoikovEstimatesTheVolatility() {
    String yaml =
        "{type: avellaneda-stoikov, risk_aversion: 0.01, fill_decay: 0.5, volatility: 2, volatility_weight: 1}";
    Policy<? super DecisionContext> policy = begin(yaml);
    decide(policy);
    trader.confirmCancels();
    market(105, 108); // 6 ticks in one second: σ² = 36, risk 0.01 · 36 · 99 = 35.64
    StateWriter out = new StateWriter();
    policy.save(out);
    Policy<? super DecisionContext> restored = begin(yaml);
    restored.load(new StateReader(out.buffer(), 0, out.size()));
    trader.stepIndex = 1;
    trader.market.timeNanos = 1_000_000_000L;
    // 106.5 ± (35.64 + 3.96) / 2 = ± 19.8
    assertEquals(List.of("cancel 1", "BUY 7 @ 86", "cancel 2", "SELL 7 @ 127"), decide(restored));
  }

  @Test
  void setupTakesTheQuantityOfTheScheme() {
    assertEquals(
        10, BaselineSetup.of(OrderBookMarket.of(Models.scenario("")).action()).quantityLots());
    assertEquals(
        1,
        BaselineSetup.of(
                OrderBookMarket.of(Models.scenario("{\"action\":\"target-position\"}")).action())
            .quantityLots());
  }
}
