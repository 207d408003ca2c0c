package io.quanttradinggym.sim.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueueTest {
  private record Event(long time, long sequence, long orderId) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void comesOutByTimeAndThenInTheOrderItWentIn(long seed) {
    RandomStream random = new RandomStream("events");
    random.seed(seed, 0);
    PriorityQueue<Event> oracle =
        new PriorityQueue<>(
            Comparator.comparingLong(Event::time).thenComparingLong(Event::sequence));
    EventQueue queue = new EventQueue();
    long now = 0;
    for (long i = 0; i < 50_000; i++) {
      boolean push = oracle.isEmpty() || random.nextInt(100) < (i < 20_000 ? 60 : 45);
      if (push) {
        long time =
            now + (random.nextLong() >>> (random.nextBoolean() ? 60 : 20 + random.nextInt(44)));
        if (random.nextBoolean()) {
          queue.pushMessage(time, EventKind.LIMIT_ORDER, 1, 0, 0, 5, i, 7);
        } else {
          queue.pushCondition(time, 1, i);
        }
        oracle.add(new Event(time, i, i));
      } else {
        Event expected = oracle.remove();
        now = expected.time();
        assertEquals(now, queue.nextTimeNanos());
        assertEquals(expected.orderId(), queue.orderId(queue.pop()));
      }
      assertEquals(oracle.size(), queue.size());
      if (i % 9_999 == 0) {
        queue = copy(queue);
      }
    }
  }

  /** Half of the wake-ups are of participants that decide outside. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void wakeUpsOfSomeComeOutBeforeOtherEventsOfTheirTime(long seed) {
    RandomStream random = new RandomStream("events");
    random.seed(seed, 0);
    boolean[] wanted = {false, true, false, true};
    List<Event> oracle = new ArrayList<>();
    EventQueue queue = new EventQueue();
    for (long i = 0; i < 3_000; i++) {
      int participant = random.nextInt(wanted.length);
      EventKind kind = random.nextInt(2) == 0 ? EventKind.WAKE : EventKind.CANCEL;
      long time = random.nextInt(200);
      if (kind == EventKind.WAKE) {
        queue.schedule(time, kind, participant, (int) i, 0);
      } else {
        queue.pushMessage(time, kind, participant, (int) i, 0, 0, i, 0);
      }
      boolean early = kind == EventKind.WAKE && wanted[participant];
      oracle.add(new Event(time, early ? i - 3_000 : i, i));
    }
    oracle.sort(Comparator.comparingLong(Event::time).thenComparingLong(Event::sequence));
    for (Event expected : oracle) {
      int slot = queue.popWake(queue.nextTimeNanos(), wanted);
      slot = slot == EventQueue.NONE ? queue.pop() : slot;
      assertEquals(expected.orderId(), queue.instrument(slot));
    }
    assertEquals(EventQueue.NONE, queue.popWake(200, wanted));
  }

  private static EventQueue copy(EventQueue queue) {
    StateWriter out = new StateWriter();
    queue.save(out);
    EventQueue copy = new EventQueue();
    copy.pushWake(3, 4);
    copy.load(new StateReader(out.toByteArray(), 0, out.size()));
    return copy;
  }
}
