package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Participants that decide outside, among others that trade at the same moments. */
class DueDecisionsTest {
  private static final long UNTIL = Markets.OPEN + 20 * Markets.SECOND;

  private final List<Seat> seats = new ArrayList<>();

  /** Pauses at every interval; what it then does is up to the test. */
  private static final class Seat implements Agent {
    private final long intervalNanos;
    private @Nullable AgentContext context;
    private long seenLots;

    Seat(int seconds) {
      intervalNanos = seconds * Markets.SECOND;
    }

    @Override
    public boolean decidesOutside() {
      return true;
    }

    @Override
    public void onAttach(AgentContext own) {
      context = own;
    }

    @Override
    public void onStart(AgentContext own) {
      own.wakeAtStep(intervalNanos);
    }

    @Override
    public void onWake(AgentContext own) {
      seenLots = volume(own);
      own.pause();
    }

    void act() {
      AgentContext own = context;
      if (own != null) {
        own.gateway().submitMarket(0, Side.BUY, 1);
        own.wakeAtStep(intervalNanos);
      }
    }
  }

  /** Trades at every second, without latency. */
  private static final class Neighbour implements Agent {
    @Override
    public void onStart(AgentContext own) {
      own.wakeAtStep(Markets.SECOND);
    }

    @Override
    public void onWake(AgentContext own) {
      own.gateway().submitMarket(0, Side.SELL, 1);
      own.wakeAtStep(Markets.SECOND);
    }
  }

  private static long volume(AgentContext own) {
    return own.market().aggressorVolumeLots(0, Side.BUY)
        + own.market().aggressorVolumeLots(0, Side.SELL);
  }

  private Simulator market(int... intervals) {
    SimulatorBuilder builder = Markets.mixed(1);
    for (int i = 0; i < intervals.length; i++) {
      Seat seat = new Seat(intervals[i]);
      seats.add(seat);
      builder.agent("seat-" + i, LatencyModel.constant(0), seat, Markets.CASH_MICROS);
      builder.agent(
          "neighbour-" + i, LatencyModel.constant(0), new Neighbour(), Markets.CASH_MICROS);
    }
    Simulator market = builder.build();
    market.reset(1, 0);
    return market;
  }

  /** Who is due, as numbers of seats. */
  private static List<Integer> due(Simulator market) {
    List<Integer> due = new ArrayList<>();
    for (int i = 0; i < market.dueCount(); i++) {
      String name = market.name(market.due(i));
      due.add(Integer.parseInt(name.substring("seat-".length())));
    }
    return due;
  }

  @Test
  void allThatAreDueAtATimeAreDueTogetherAndSeeTheSameMarket() {
    Simulator market = market(2, 5, 1);
    for (int second = 1; second < 20; second++) {
      assertTrue(market.run(UNTIL));
      assertEquals(Markets.OPEN + second * Markets.SECOND, market.timeNanos());
      List<Integer> expected = new ArrayList<>(List.of(2));
      if (second % 2 == 0) {
        expected.add(0);
      }
      if (second % 5 == 0) {
        expected.add(1);
      }
      List<Integer> due = due(market);
      assertEquals(
          expected,
          due.stream().sorted((a, b) -> expected.indexOf(a) - expected.indexOf(b)).toList());
      long lots = seats.get(2).seenLots;
      due.forEach(seat -> assertEquals(lots, seats.get(seat).seenLots));
      due.forEach(seat -> seats.get(seat).act());
    }
  }

  @Test
  void nothingIsDueWhereTheClockReachedTheTime() {
    Simulator market = market(3);
    assertTrue(market.run(UNTIL));
    assertEquals(List.of(0), due(market));
    assertFalse(market.run(UNTIL));
    assertEquals(0, market.dueCount());
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> market.due(0));
    assertEquals("i: got 0, expected 0 or more and below dueCount (0)", error.getMessage());
  }

  @Test
  void whoIsDueBelongsToTheState() {
    Simulator market = market(1, 1);
    Simulator copy = market(1, 1);
    assertTrue(market.run(UNTIL));
    assertEquals(List.of(0, 1), due(market));
    StateWriter out = new StateWriter();
    market.save(out);
    copy.load(new StateReader(out.toByteArray(), 0, out.size()));
    assertEquals(List.of(0, 1), due(copy));
    copy.reset(1, 0);
    assertEquals(0, copy.dueCount());
  }
}
