package io.quanttradinggym.sim.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExposureOrdersTest {
  private final RandomStream random = new RandomStream("orders");
  private final TreeMap<Long, Long> expected = new TreeMap<>();
  private long nextId = 1;

  private void change(ExposureOrders orders, int changes, int most) {
    for (int i = 0; i < changes; i++) {
      List<Long> ids = new ArrayList<>(expected.keySet());
      if (ids.size() < most && random.nextDouble() < 0.6) {
        orders.add(nextId, (int) (nextId % 3), (int) (nextId % 2), nextId * 10, (int) nextId);
        expected.put(nextId, nextId * 10);
        nextId += 1 + random.nextInt(5);
      } else if (!ids.isEmpty()) {
        long id = ids.get(random.nextInt(ids.size()));
        if (random.nextBoolean()) {
          orders.remove(orders.find(id));
          expected.remove(id);
        } else {
          orders.set(orders.find(id), -id, 7);
          expected.put(id, -id);
        }
      }
    }
    for (long id = 1; id < nextId; id++) {
      int slot = orders.find(id);
      assertEquals(expected.containsKey(id), slot != ExposureOrders.NONE, "order " + id);
      if (slot != ExposureOrders.NONE) {
        assertEquals(expected.get(id), orders.signedLots(slot));
        assertEquals(id % 3, orders.participant(slot));
        assertEquals(id % 2, orders.instrument(slot));
      }
    }
    assertArrayEquals(
        expected.keySet().stream().filter(id -> id % 3 == 1).mapToLong(id -> id).toArray(),
        orders.of(1));
  }

  @Test
  void holdsWhatAMapHoldsThroughGrowthAndRestores() {
    ExposureOrders orders = new ExposureOrders();
    change(orders, 300, 100);
    StateWriter small = new StateWriter();
    orders.save(small);
    TreeMap<Long, Long> then = new TreeMap<>(expected);
    change(orders, 4_000, 900);
    for (int round = 0; round < 3; round++) {
      orders.load(new StateReader(small.buffer(), 0, small.size()));
      expected.clear();
      expected.putAll(then);
      StateWriter again = new StateWriter();
      orders.save(again);
      assertArrayEquals(small.toByteArray(), again.toByteArray());
      change(orders, 3_000, 900);
    }
  }
}
