package io.quanttradinggym.sim.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.Markets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The agents of the reference markets of ABIDES, one decision at a time. */
class AbidesAgentsTest {
  private static final Map<String, Object> FIVE = Map.of("type", "constant", "value", 5);
  private static final Map<String, Object> ONE_HUNDRED = Map.of("type", "constant", "value", 100);

  private final FakeContext context = new FakeContext();

  @Test
  void noiseComesOnceAtAUQuadraticTime() {
    Agent agent = FakeContext.agent("one-shot-noise", "order_size", FIVE);
    int atOpen = 0;
    int middle = 0;
    for (int i = 0; i < 20_000; i++) {
      agent.onStart(context);
      double hour = (context.wakeNanos - (Markets.OPEN - 1800 * Markets.SECOND)) / 3.6e12;
      assertTrue(hour >= 0 && hour <= 7, "hour " + hour);
      atOpen += hour < 0.5 ? 1 : 0;
      middle += hour > 2.8 && hour < 4.2 ? 1 : 0;
    }
    // F(x) = 4 ((x - 1/2)³ + 1/8)
    assertEquals(0.1852, atOpen / 20_000.0, 0.01);
    assertEquals(0.008, middle / 20_000.0, 0.003);
    agent.onWake(context);
    assertEquals(1, context.sent.size());
    assertTrue(List.of("BUY 5 @ 10001 GTC", "SELL 5 @ 9999 GTC").contains(context.sent.getFirst()));
    context.takeSent();
    context.quote(OrderBook.NO_PRICE, OrderBook.NO_PRICE);
    agent.onWake(context);
    assertEquals(List.of(), context.sent);
  }

  @Test
  void valueTradesTowardsWhatItLearns() {
    Agent agent =
        FakeContext.agent(
            "bayesian-value",
            "observation_variance",
            0,
            "aggressive_probability",
            1,
            "order_size",
            FIVE);
    agent.onStart(context);
    context.fundamentals[0] = 10_050;
    context.wake(agent);
    assertEquals(List.of("BUY 5 @ 10001 GTC"), context.takeSent());
    context.fundamentals[0] = 9_950;
    context.wake(agent);
    assertEquals(List.of("cancel 1", "SELL 5 @ 9999 GTC"), context.takeSent());
    agent.onFill(context, 0, 2, Side.SELL, 9_999, 5, 0);
    context.wake(agent);
    assertEquals(List.of("SELL 5 @ 9999 GTC"), context.takeSent());
  }

  @Test
  void valueWeighsObservationsByBayesRule() {
    // The prior variance after t seconds is shock · t; observations of infinite noise teach
    // nothing.
    Agent unsubscribed =
        FakeContext.agent(
            "bayesian-value",
            "observation_variance",
            1e12,
            "shock_variance",
            1e-6,
            "reversion_rate",
            0,
            "order_size",
            FIVE);
    context.quote(OrderBook.NO_PRICE, OrderBook.NO_PRICE);
    unsubscribed.onStart(context);
    context.fundamentals[0] = 20_000;
    context.wake(unsubscribed);
    assertTrue(context.takeSent().getFirst().contains("@ 10000 "), "stays with its prior");
    Agent exact =
        FakeContext.agent("bayesian-value", "observation_variance", 0, "reversion_rate", 0.001);
    exact.onStart(context);
    double left = (Markets.CLOSE - context.wakeNanos) / 1e9;
    context.wake(exact);
    long expected = Math.round(10_000 + 10_000 * Math.exp(-0.001 * left));
    assertTrue(context.takeSent().getFirst().contains("@ " + expected + " "));
  }

  @Test
  void patientValueOrdersAreUpToTwoSpreadsBetter() {
    Agent agent =
        FakeContext.agent("bayesian-value", "observation_variance", 0, "order_size", FIVE);
    context.quote(9_990, 10_000);
    context.fundamentals[0] = 11_000;
    int[] at = new int[21];
    agent.onStart(context);
    for (int i = 0; i < 20_000; i++) {
      context.wake(agent);
      String order = context.takeSent().getLast();
      at[10_000 - Integer.parseInt(order.replaceAll("BUY 5 @ (\\d+) GTC", "$1"))]++;
    }
    assertEquals(0.1 + 0.9 / 20, at[0] / 20_000.0, 0.01);
    assertEquals(0.9 / 20, at[19] / 20_000.0, 0.01);
    assertEquals(0, at[20]);
  }

  @Test
  void momentumComparesItsOwnLooks() {
    Agent agent =
        FakeContext.agent(
            "moving-average-momentum", "short_window", 2, "long_window", 4, "order_size", FIVE);
    agent.onStart(context);
    for (int look = 0; look < 4; look++) {
      context.quote(10_000 - look, 10_002 - look);
      context.wake(agent);
      assertEquals(List.of(), context.takeSent());
    }
    context.quote(9_990, 9_992);
    context.wake(agent); // 9999, 9998 | 9998, 9991 -> short below long
    assertEquals(List.of("SELL 5 @ 9990 GTC"), context.takeSent());
    context.quote(10_050, 10_052);
    context.wake(agent);
    assertEquals(List.of("BUY 5 @ 10052 GTC"), context.takeSent());
  }

  @Test
  void adaptiveMakerClearsLooksAndQuotes() {
    context.indicators = new double[][] {{3000, 1000}};
    Agent agent = FakeContext.agent("adaptive-market-maker", "levels", 2, "quotes_at_open", false);
    agent.onStart(context);
    context.wake(agent);
    context.wake(agent);
    // spread 0.25 · 50 + 0.75 · 2 = 14; centre 10000 + 4 · 0.5; levels 5 · 14 apart; 2.5 % of 4000
    assertEquals(
        List.of(
            "BUY 100 @ 9995 GTC",
            "BUY 100 @ 9925 GTC",
            "SELL 100 @ 10009 GTC",
            "SELL 100 @ 10079 GTC"),
        context.takeSent());
    agent.onFill(context, 0, 1, Side.BUY, 9_995, 100, 0);
    context.wake(agent);
    assertEquals(List.of("cancel 2", "cancel 3", "cancel 4"), context.takeSent());
    agent.onCancelled(context, 0, 2, 100, CancelReason.REQUESTED);
    agent.onCancelled(context, 0, 3, 100, CancelReason.REQUESTED);
    assertEquals(-1, context.wakeNanos);
    agent.onCancelled(context, 0, 4, 100, CancelReason.REQUESTED);
    assertEquals(context.timeNanos + 50, context.wakeNanos);
    context.wake(agent);
    assertEquals(4, context.takeSent().size());
  }

  @Test
  void adaptiveMakerRefillsAThinBook() {
    context.indicators = new double[][] {{0, 0}};
    Object[] settings = {"levels", 1, "refill_share", 0.1, "quotes_at_open", false};
    Agent agent = FakeContext.agent("adaptive-market-maker", settings);
    assertEquals(0.1, agent.depthImbalanceShare());
    agent.onStart(context);
    agent.onDepthImbalance(context, 0);
    assertEquals(List.of(), context.takeSent(), "it has not seen the book");
    context.wake(agent);
    context.wake(agent);
    List<String> ladder = List.of("BUY 1 @ 9993 GTC", "SELL 1 @ 10007 GTC");
    assertEquals(ladder, context.takeSent());
    context.quote(10_050, 10_052);
    agent.onDepthImbalance(context, 1);
    assertEquals(List.of(), context.takeSent(), "of another instrument");
    agent.onDepthImbalance(context, 0);
    assertEquals(ladder, context.takeSent(), "around the mid that it saw last");
    agent.onDepthImbalance(context, 0);
    assertEquals(List.of(), context.takeSent(), "once between two wake-ups");
    context.wake(agent);
    assertEquals(List.of("cancel 1", "cancel 2", "cancel 3", "cancel 4"), context.takeSent());
    agent.onDepthImbalance(context, 0);
    assertEquals(2, context.takeSent().size());
    for (long order = 1; order <= 4; order++) {
      agent.onCancelled(context, 0, order, 1, CancelReason.REQUESTED);
    }
    assertEquals(context.timeNanos + 50, context.wakeNanos, "it does not wait for the new ones");
    context.wake(agent);
    assertEquals(2, context.takeSent().size());
    context.wake(agent);
    assertEquals(List.of("cancel 5", "cancel 6", "cancel 7", "cancel 8"), context.takeSent());
  }

  @Test
  void executorsKeepToTheirSchedules() {
    assertEquals(List.of(25L, 50L, 75L, 100L), doneAfterEachQuarter("twap-executor"));
    assertEquals(
        List.of(40L, 60L, 80L, 100L),
        doneAfterEachQuarter("vwap-executor", "volume_curve", List.of(2, 1, 1, 1)));
    assertEquals(
        List.of(5L, 10L, 15L, 20L), doneAfterEachQuarter("pov-executor", "participation", 0.1));
  }

  /** A parent order of 100 lots over the whole session, while 50 lots trade in each quarter. */
  private static List<Long> doneAfterEachQuarter(String type, Object... more) {
    FakeContext context = new FakeContext();
    Object[] all = new Object[more.length + 10];
    Object[] common = {
      "quantity",
      ONE_HUNDRED,
      "side",
      "sell",
      "start",
      "0s",
      "duration",
      "6h30m",
      "interval",
      "1h37m30s"
    };
    System.arraycopy(common, 0, all, 0, common.length);
    System.arraycopy(more, 0, all, common.length, more.length);
    Agent agent = FakeContext.agent(type, all);
    agent.onStart(context);
    context.wake(agent);
    long[] done = {0};
    List<Long> after = new ArrayList<>();
    for (int quarter = 0; quarter < 4; quarter++) {
      context.buyVolumes[0] += 50;
      context.wake(agent);
      String order = context.takeSent().getFirst();
      long lots = Long.parseLong(order.replace("SELL ", ""));
      agent.onFill(context, 0, context.lastOrderId, Side.SELL, 9_999, lots, 0);
      done[0] += lots;
      after.add(done[0]);
    }
    context.wakeNanos = Markets.CLOSE;
    return after;
  }
}
