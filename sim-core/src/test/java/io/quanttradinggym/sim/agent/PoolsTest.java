package io.quanttradinggym.sim.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.sim.kernel.Agent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The point processes of the pools, against what is known of them in closed form. */
class PoolsTest {
  private final FakeContext context = new FakeContext();

  private Agent started(String type, Object... namesAndValues) {
    Agent agent = FakeContext.agent(type, namesAndValues);
    agent.onStart(context);
    return agent;
  }

  /** Kinds of events in so much time: market buys, market sells, limit buys, … as in Hawkes. */
  private double[] events(Agent agent, double seconds) {
    double[] counts = new double[6];
    long end = context.timeNanos + (long) (seconds * 1e9);
    while (context.wakeNanos < end) {
      context.wake(agent);
      for (String order : context.takeSent()) {
        int side = order.startsWith("SELL") ? 1 : 0;
        if (order.startsWith("cancel")) {
          counts[4]++;
        } else {
          counts[(order.contains("@") ? 2 : 0) + side]++;
        }
      }
    }
    return counts;
  }

  @Test
  void poissonRatesAreAsAsked() {
    Agent agent = started("poisson-pool", "market_rate", 4, "limit_rate", 10, "cancel_rate", 0.1);
    double[] counts = events(agent, 2_000);
    assertEquals(4_000, counts[0], 250);
    assertEquals(4_000, counts[1], 250);
    assertEquals(10_000, counts[2], 400);
    assertEquals(10_000, counts[3], 400);
    // In equilibrium as many are cancelled as come (nothing is filled here); 100 rest.
    assertEquals(20_000, counts[4], 900);
  }

  @Test
  void buyersLeanToTheFairValue() {
    context.fundamentals[0] = 10_025;
    Agent agent = started("poisson-pool", "fair_pull", 0.02, "cancel_rate", 0);
    double[] counts = events(agent, 500);
    assertEquals(0.75, counts[2] / (counts[2] + counts[3]), 0.02);
    assertEquals(0.75, counts[0] / (counts[0] + counts[1]), 0.04);
  }

  @Test
  void hawkesRatesAreThoseOfItsBranching() {
    // Rate = (1 - A)^-1 base: market buys alone excite limit buys, half of them market buys.
    List<Double> excitation = new ArrayList<>(Collections.nCopies(36, 0.0));
    excitation.set(0, 0.5);
    excitation.set(2 * 6, 0.8);
    Agent agent =
        started(
            "hawkes-pool",
            "base_rates",
            List.of(1, 0, 0.5, 0, 0, 0),
            "excitation",
            excitation,
            "decay_rates",
            List.of(10, 0.5),
            "decay_weights",
            List.of(1, 1));
    double[] counts = events(agent, 5_000);
    assertEquals(2 * 5_000, counts[0], 600);
    assertEquals((0.5 + 0.8 * 2) * 5_000, counts[2], 600);
    assertEquals(0, counts[1] + counts[3] + counts[4]);
  }

  @Test
  void hawkesEventsCluster() {
    Agent agent = started("hawkes-pool");
    long last = context.timeNanos;
    double sum = 0;
    double squares = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      context.wake(agent);
      context.takeSent();
      double wait = context.timeNanos - last;
      last = context.timeNanos;
      sum += wait;
      squares += wait * wait;
    }
    double variation = Math.sqrt(squares / n - sum * sum / n / n) / (sum / n);
    assertTrue(variation > 1.5, "coefficient of variation " + variation);
  }

  @Test
  void queuesDecideWhatHappens() {
    context.quantities[0] = 100; // bids: one unit
    context.quantities[1] = 1_000; // asks: ten
    Agent agent =
        started(
            "queue-reactive-pool",
            "market_rates",
            List.of(0, 3, 1),
            "limit_rates",
            List.of(0, 2, 5),
            "cancel_rates",
            List.of(0, 0, 0),
            "fair_pull",
            0);
    double[] counts = events(agent, 2_000);
    assertEquals(1 * 2_000, counts[0], 200); // buys take the long queue of asks
    assertEquals(3 * 2_000, counts[1], 300);
    assertEquals(2 * 2_000, counts[2], 250);
    assertEquals(5 * 2_000, counts[3], 400);
  }

  @Test
  void flowsThatExplodeOrDoNotFitAreRefused() {
    assertEquals("excitation", field("hawkes-pool", "excitation", Collections.nCopies(36, 0.2)));
    assertEquals("excitation", field("hawkes-pool", "excitation", List.of(0.2)));
    assertEquals("decay_weights", field("hawkes-pool", "decay_weights", List.of(1)));
    assertEquals("instrument", field("poisson-pool", "instrument", 7));
  }

  private static String field(String type, Object... namesAndValues) {
    return assertThrows(InvalidInputException.class, () -> FakeContext.agent(type, namesAndValues))
        .field();
  }

  @Test
  void restingOrdersAreFoundAndDrawnEvenly() {
    CancelPool orders = new CancelPool();
    List<Long> oracle = new ArrayList<>();
    RandomStream random = new RandomStream("resting");
    long nextId = 1;
    for (int i = 0; i < 100_000; i++) {
      int what = random.nextInt(i < 30_000 ? 10 : 20);
      if (what < 7) {
        nextId += random.nextInt(100) + 1;
        orders.add(nextId);
        oracle.add(nextId);
      } else if (what < 9 && !oracle.isEmpty()) {
        long id = oracle.remove(random.nextInt(oracle.size()));
        assertTrue(orders.remove(id));
      } else if (!oracle.isEmpty()) {
        assertTrue(oracle.remove(orders.takeAny(random)));
      }
      assertEquals(oracle.size(), orders.size());
    }
  }
}
