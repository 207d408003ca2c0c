package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionIndexTest {
  /** What waits, as a list that is searched. */
  private record Waiting(long condition, int instrument, boolean above, double priceTicks) {
    boolean isReached(int moved, double mid) {
      return moved == instrument && (above ? mid >= priceTicks : mid <= priceTicks);
    }

    double distance() {
      return above ? priceTicks : -priceTicks;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void wakesWhomASearchWouldFindNearestPriceFirst(long seed) {
    RandomStream random = new RandomStream("conditions");
    random.seed(seed, 0);
    EventQueue queue = new EventQueue();
    ConditionIndex index = new ConditionIndex(2, queue);
    List<Waiting> oracle = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      int what = random.nextInt(10);
      int instrument = random.nextInt(2);
      double price = random.nextInt(4000) * 0.25;
      if (what < 5) {
        boolean above = random.nextBoolean();
        long condition =
            above ? index.addAbove(i, instrument, price) : index.addBelow(i, instrument, price);
        oracle.add(new Waiting(condition, instrument, above, price));
      } else if (what < 7 && !oracle.isEmpty()) {
        Waiting dropped = oracle.remove(random.nextInt(oracle.size()));
        assertTrue(index.drop(dropped.condition()));
        assertFalse(index.drop(dropped.condition()));
      } else {
        long doubleMid = random.nextLong(900, 1100);
        index.onMid(instrument, doubleMid, i);
        assertEquals(reached(oracle, instrument, doubleMid * 0.5), drain(queue));
      }
      if (i % 5_001 == 0) {
        index = copy(index, queue);
      }
    }
  }

  /** Far more than are kept near, of which many wait for one price, and most are dropped. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3_000, 1_000_000})
  void veryManyAreFoundInOrder(int prices) {
    RandomStream random = new RandomStream("crowd");
    random.seed(prices, 0);
    EventQueue queue = new EventQueue();
    ConditionIndex index = new ConditionIndex(2, queue);
    List<Waiting> oracle = new ArrayList<>();
    for (int round = 0; round < 12; round++) {
      for (int i = 0; i < 5_000; i++) {
        double price = 1_000 - round * 20 + random.nextInt(prices);
        oracle.add(new Waiting(index.addAbove(i, 0, price), 0, true, price));
      }
      Collections.shuffle(oracle, new Random(round));
      for (int i = 0; i < 4_000; i++) {
        assertTrue(index.drop(oracle.removeLast().condition()));
      }
      if (round % 5 == 4) {
        index = copy(index, queue);
      }
      index.onMid(0, 2_000 + round * 40, round);
      assertEquals(reached(oracle, 0, 1_000 + round * 20), drain(queue));
    }
    index.onMid(0, Long.MAX_VALUE / 2, 0);
    assertEquals(reached(oracle, 0, Double.MAX_VALUE), drain(queue));
    assertEquals(List.of(), oracle);
  }

  private static List<Long> reached(List<Waiting> oracle, int instrument, double mid) {
    List<Waiting> reached =
        oracle.stream()
            .filter(waiting -> waiting.isReached(instrument, mid))
            .sorted(
                Comparator.comparing(Waiting::above)
                    .reversed()
                    .thenComparingDouble(w -> roundedUp(w.distance()))
                    .thenComparingLong(Waiting::condition))
            .toList();
    oracle.removeAll(reached);
    return reached.stream().map(Waiting::condition).toList();
  }

  /** Mids are whole halves of a tick. */
  private static double roundedUp(double ticks) {
    return Math.ceil(2 * ticks);
  }

  private static List<Long> drain(EventQueue queue) {
    List<Long> woken = new ArrayList<>();
    while (queue.size() > 0) {
      int slot = queue.pop();
      assertEquals(EventKind.CONDITION, queue.kind(slot));
      woken.add(queue.orderId(slot));
    }
    return woken;
  }

  private static ConditionIndex copy(ConditionIndex index, EventQueue queue) {
    StateWriter out = new StateWriter();
    index.save(out);
    ConditionIndex copy = new ConditionIndex(2, queue);
    copy.addAbove(1, 1, 1);
    copy.load(new StateReader(out.toByteArray(), 0, out.size()));
    return copy;
  }

  @Test
  void anAgentHearsOnceAndInOrder() {
    Waiter waiter = new Waiter();
    SimulatorBuilder builder = Markets.mixed(1);
    builder.agent("waiter", LatencyModel.constant(0), waiter, 0);
    Simulator simulator = builder.build();
    simulator.reset(3, 0);
    simulator.run(Markets.OPEN + 1200 * Markets.SECOND);
    assertTrue(waiter.heard.size() >= 3, "heard " + waiter.heard);
    assertEquals("at once", waiter.heard.getFirst());
    for (int i = 1; i < waiter.heard.size(); i++) {
      assertEquals("reached", waiter.heard.get(i));
    }
  }

  /** Waits for the price to move by five ticks from where it was last woken. */
  private static final class Waiter implements Agent {
    private final List<String> heard = new ArrayList<>();
    private long atOnce;
    private long up;
    private long down;

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(Markets.OPEN + Markets.SECOND);
    }

    @Override
    public void onWake(AgentContext context) {
      atOnce = context.conditions().whenAtOrBelow(0, 1e6);
    }

    @Override
    public void onCondition(AgentContext context, long condition) {
      double mid = context.market().midTicks(0);
      boolean waitedFor = condition == up || condition == down;
      heard.add(condition == atOnce ? "at once" : waitedFor ? "reached" : "not waited for");
      context.conditions().drop(condition == up ? down : up);
      up = context.conditions().whenAtOrAbove(0, mid + 5);
      down = context.conditions().whenAtOrBelow(0, mid - 5);
    }
  }
}
