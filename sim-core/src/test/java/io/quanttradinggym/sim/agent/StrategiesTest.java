package io.quanttradinggym.sim.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What each strategy does, one decision at a time. */
class StrategiesTest {
  private final FakeContext context = new FakeContext();

  private List<String> decision(Agent agent, double... indicators) {
    context.indicators = new double[indicators.length][];
    for (int i = 0; i < indicators.length; i++) {
      context.indicators[i] =
          new double[] {indicators[i], indicators[i], indicators[i], indicators[i]};
    }
    context.wake(agent);
    List<String> sent = context.takeSent();
    for (String order : sent) {
      String[] words = order.split(" ", -1);
      int instrument = words.length > 2 ? Integer.parseInt(words[3]) : 0;
      context.positions[instrument] += ("BUY".equals(words[0]) ? 1 : -1) * Long.parseLong(words[1]);
    }
    return sent;
  }

  private Agent started(String type, Object... namesAndValues) {
    Agent agent = FakeContext.agent(type, namesAndValues);
    agent.onStart(context);
    return agent;
  }

  @Test
  void trendFollowersTurnWithTheAverages() {
    Agent agent = started("trend-following", "size", 7, "band", 1);
    assertEquals(List.of(), decision(agent, Double.NaN, Double.NaN));
    assertEquals(List.of("BUY 7"), decision(agent, 105, 100));
    assertEquals(List.of(), decision(agent, 104, 100));
    assertEquals(List.of(), decision(agent, 99.5, 100));
    assertEquals(List.of("SELL 14"), decision(agent, 98, 100));
  }

  @Test
  void macdCrossoversTurnWithTheHistogram() {
    Agent agent = started("macd-crossover", "size", 3, "band", 0.2);
    assertEquals(List.of(), decision(agent, Double.NaN));
    assertEquals(List.of(), decision(agent, 0.1));
    assertEquals(List.of("SELL 3"), decision(agent, -0.5));
    assertEquals(List.of("BUY 6"), decision(agent, 0.3));
  }

  @Test
  void bollingerReversionLeavesAtTheMiddle() {
    Agent agent = started("bollinger-reversion", "size", 4);
    assertEquals(List.of(), decision(agent, 0.7));
    assertEquals(List.of("BUY 4"), decision(agent, -0.1));
    assertEquals(List.of(), decision(agent, 0.4));
    assertEquals(List.of("SELL 4"), decision(agent, 0.6));
    assertEquals(List.of("SELL 4"), decision(agent, 1.2));
    assertEquals(List.of("BUY 4"), decision(agent, 0.4));
  }

  @Test
  void rsiMomentumGoesWithWhatPrevails() {
    Agent agent = started("rsi-momentum", "size", 2, "band", 10);
    assertEquals(List.of(), decision(agent, Double.NaN));
    assertEquals(List.of("BUY 2"), decision(agent, 65));
    assertEquals(List.of("SELL 2"), decision(agent, 55));
    assertEquals(List.of("SELL 2"), decision(agent, 30));
  }

  @Test
  void pairsSellTheDearAndBuyTheCheap() {
    context.bids[1] = 4_999;
    context.asks[1] = 5_001;
    Agent agent = started("pairs", "size", 10, "entry", 2, "exit", 0.5);
    assertEquals(List.of(), decision(agent, 1.9));
    assertEquals(List.of("SELL 10", "BUY 20 of 1"), decision(agent, 2.1));
    assertEquals(List.of(), decision(agent, 2.2));
    assertEquals(List.of(), decision(agent, 1));
    assertEquals(List.of("BUY 10", "SELL 20 of 1"), decision(agent, 0.2));
    InvalidInputException e =
        assertThrows(InvalidInputException.class, () -> FakeContext.agent("pairs", "other", 5));
    assertEquals("other", e.field());
  }

  @Test
  void factorsHoldTheBestAgainstTheWorst() {
    Agent agent =
        FakeContext.agentOf(
            3, "factor-long-short", "momentum", 1, "value", 0, "volatility", -0.1, "size", 5);
    FakeContext three = new FakeContext(3);
    agent.onStart(three);
    three.indicators = new double[][] {{0.01}, {0.2}, {-0.05}, {0.2}, {0.03}, {Double.NaN}};
    three.wake(agent);
    assertEquals(List.of(), three.takeSent());
    three.indicators[5][0] = 0.2;
    three.wake(agent);
    assertEquals(List.of("SELL 5 of 1", "BUY 5 of 2"), three.takeSent());
  }

  @Test
  void newsAreTradedOnceAndHeldForAWhile() {
    Agent agent =
        started("news-reactive", "lots_per_percent", 10, "threshold", 0.005, "holding", "1m");
    assertTrue(agent.wantsNews());
    agent.onNews(context, new Item(1, 0.05));
    agent.onNews(context, new Item(0, 0.004));
    assertEquals(-1, context.wakeNanos, "not concerned");
    agent.onNews(context, new Item(0, -0.03));
    assertTrue(context.wakeNanos > context.timeNanos);
    assertEquals(List.of("SELL 30"), decision(agent));
    assertEquals(context.timeNanos + 60 * Markets.SECOND, context.wakeNanos);
    assertEquals(List.of("BUY 30"), decision(agent));
  }

  @Test
  void theInformedTakeWhatWillBeWorthMore() {
    Agent agent =
        started("informed", "foresight", "20s", "threshold", 3, "size", 8, "max_position", 10);
    assertEquals(20 * Markets.SECOND, agent.foresightNanos());
    context.foreseen[0] = 10_003;
    context.wake(agent);
    assertEquals(List.of(), context.takeSent());
    context.foreseen[0] = 10_020;
    context.wake(agent);
    assertEquals(List.of("BUY 8 @ 10017 IOC"), context.takeSent());
    context.positions[0] = 8;
    context.wake(agent);
    assertEquals(List.of("BUY 2 @ 10017 IOC"), context.takeSent());
    context.foreseen[0] = 9_000;
    context.wake(agent);
    assertEquals(List.of("SELL 8 @ 9003 IOC"), context.takeSent());
  }

  @Test
  void highFrequencyQuotesAtTheTouchUnlessTheQueuesSayNo() {
    Agent agent = started("high-frequency", "size", 5, "max_position", 8, "imbalance", 0.6);
    context.indicators = new double[][] {{0.1}};
    context.wake(agent);
    assertEquals(List.of("BUY 5 @ 9999 GTC", "SELL 5 @ 10001 GTC"), context.takeSent());
    assertEquals(List.of("above 10000.5", "below 9999.5"), context.waits);
    context.quote(10_000, 10_001);
    agent.onCondition(context, 1);
    assertEquals(List.of("cancel 1", "BUY 5 @ 10000 GTC"), context.takeSent());
    context.indicators[0][0] = 0.9; // the price will rise: no offers
    context.wake(agent);
    assertEquals(List.of("cancel 2"), context.takeSent());
    agent.onFill(context, 0, 3, Side.BUY, 10_000, 5, 0);
    context.positions[0] = 5;
    context.indicators[0][0] = 0;
    context.wake(agent);
    assertEquals(List.of("SELL 5 @ 10001 GTC"), context.takeSent());
  }

  @Test
  void avellanedaStoikovQuotesAroundItsReservationPrice() {
    Agent agent =
        FakeContext.agent(
            "avellaneda-stoikov",
            "risk_aversion",
            0.1,
            "fill_decay",
            1.5,
            "horizon",
            "1s",
            "min_volatility",
            2,
            "size",
            1,
            "observation_deviation",
            0);
    context.indicators = new double[][] {{Double.NaN}};
    agent.onStart(context);
    // spread 0.1 · 4 · 1 + 20 · ln(1 + 0.1 / 1.5) = 1.69
    assertEquals(List.of("BUY 1 @ 9999 GTC", "SELL 1 @ 10001 GTC"), context.takeSent());
    context.positions[0] = 5; // r = s - 5 · 0.4 = 9998
    context.wake(agent);
    assertEquals(
        List.of("cancel 1", "BUY 1 @ 9997 GTC", "cancel 2", "SELL 1 @ 9999 GTC"),
        context.takeSent());
    context.bids[0] = OrderBook.NO_PRICE;
  }

  @Test
  void reactiveInvestorsSleepUntilTheirPricesAreReached() {
    Agent agent =
        started(
            "reactive-investor",
            "belief_deviation",
            0,
            "adaptation",
            0.5,
            "band",
            Map.of("type", "constant", "value", 0.01),
            "size",
            Map.of("type", "constant", "value", 3));
    assertEquals(-1, context.wakeNanos, "it sleeps");
    assertEquals(List.of("below 9900.0", "above 10100.0"), context.waits);
    context.quote(9_898, 9_900);
    agent.onCondition(context, 1);
    assertEquals(List.of("BUY 3"), context.takeSent());
    context.positions[0] = 3;
    agent.onFill(context, 0, 1, Side.BUY, 9_900, 3, 0);
    // Its belief is half way at 9949.5, its band 99.495, its stop two bands below the mid of 9899.
    assertEquals(List.of("below 9700.01", "above 9949.5"), context.waits.subList(2, 4));
    agent.onCondition(context, 1); // what it waited for before
    assertEquals(List.of(), context.takeSent());
    context.quote(9_949, 9_951);
    agent.onCondition(context, 4);
    assertEquals(List.of("SELL 3"), context.takeSent());
    agent.onRejected(context, 0, 2, RejectReason.NOT_IN_CALL);
    long rested = context.timeNanos + 60 * Markets.SECOND;
    assertEquals(rested, context.wakeNanos);
    context.timeNanos += Markets.SECOND;
    agent.onRejected(context, 0, 3, RejectReason.NOT_IN_CALL);
    assertEquals(rested, context.wakeNanos, "one rest at a time");
    context.wake(agent);
    assertEquals(-1, context.wakeNanos, "no review was asked for");
    context.positions[0] = 0;
    agent.onNews(context, new Item(0, 0.02));
    // 9949.875 up by half of two per cent, a band of one per cent around
    assertEquals("below 9949.37", context.waits.get(context.waits.size() - 2).substring(0, 13));
  }

  private record Item(int instrument, double otherChange) implements NewsItem {
    @Override
    public NewsKind kind() {
      return NewsKind.EARNINGS;
    }

    @Override
    public long timeNanos() {
      return 0;
    }

    @Override
    public String sector() {
      return "";
    }

    @Override
    public double surprise() {
      return 0;
    }

    @Override
    public double earningsChange() {
      return 0;
    }

    @Override
    public double growthChange() {
      return 0;
    }

    @Override
    public double rateChange() {
      return 0;
    }

    @Override
    public double overreaction() {
      return 0;
    }

    @Override
    public long halfLifeNanos() {
      return 0;
    }
  }
}
