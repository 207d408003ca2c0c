package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.kit.Allocation;
import io.quanttradinggym.sim.bar.PriceSource;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.feature.IndicatorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Indicators in a running market. */
class IndicatorBoardTest {
  private static final long SECOND = Markets.SECOND;
  private static final long END = Markets.OPEN + 1200 * SECOND;

  /** Asks for every indicator, and reads all of them every seven seconds. */
  private static final class Reader implements Agent {
    private final List<IndicatorRequest> requests = new ArrayList<>();
    private final List<Integer> outputs = new ArrayList<>();
    private long digest;

    Reader() {
      for (IndicatorType type : Plugins.load(IndicatorType.class).all().values()) {
        for (int output = 0; output < type.outputs().size(); output++) {
          requests.add(IndicatorRequest.of(type.type(), 0, 5 * SECOND));
          outputs.add(output);
        }
      }
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return requests;
    }

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(Markets.OPEN);
    }

    @Override
    public void onWake(AgentContext context) {
      context.wakeAt(context.market().timeNanos() + 7 * SECOND);
      for (int i = 0; i < requests.size(); i++) {
        digest = digest * 31 + Double.doubleToLongBits(context.indicator(i, outputs.get(i)));
      }
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(digest);
    }

    @Override
    public void load(StateReader in) {
      digest = in.readLong();
    }
  }

  private static Simulator market(Reader reader) {
    SimulatorBuilder builder = Markets.mixed(2);
    builder.agent("reader", LatencyModel.constant(0), reader, 0);
    return builder.build();
  }

  private static byte[] state(Simulator simulator) {
    StateWriter out = new StateWriter();
    simulator.save(out);
    return out.toByteArray();
  }

  @Test
  void allAreKnownAfterAWhileAndReadingThemChangesNothing() {
    Reader reader = new Reader();
    Simulator read = market(reader);
    Simulator unread = Markets.mixed(2).build();
    read.reset(5, 0);
    unread.reset(5, 0);
    read.run(END);
    unread.run(END);
    assertEquals(unread.digest(), read.digest());
    for (int i = 0; i < reader.requests.size(); i++) {
      int handle = read.engine().board.request(List.of(reader.requests.get(i)))[0];
      double value = read.engine().board.value(handle, reader.outputs.get(i), END);
      assertFalse(Double.isNaN(value), reader.requests.get(i) + " has no value");
    }
  }

  @Test
  void howARunIsCutOrRestoredChangesNoValue() {
    Reader whole = new Reader();
    Simulator one = market(whole);
    one.reset(8, 0);
    one.run(END);
    Simulator pieces = market(new Reader());
    pieces.reset(8, 0);
    for (long t = Markets.OPEN; t < END; t += 2_499_999_999L) {
      pieces.run(t);
    }
    byte[] middle = state(pieces);
    Reader last = new Reader();
    Simulator restored = market(last);
    restored.load(new StateReader(middle, 0, middle.length));
    restored.run(END);
    assertEquals(whole.digest, last.digest);
    assertArrayEquals(state(one), state(restored));
  }

  @Test
  void allocatesNothing() {
    Simulator simulator = market(new Reader());
    for (int i = 0; i < 8; i++) {
      simulator.reset(3, 0);
      simulator.run(END);
    }
    simulator.reset(3, 0);
    long bytes = Allocation.bytes(() -> simulator.run(END));
    // The reader's list of outputs boxes nothing: its numbers are small.
    assertTrue(bytes < simulator.events() / 10, bytes + " bytes");
  }

  @Test
  void equalRequestsShareOneAndBarsEndOnTheGrid() {
    IndicatorRequest mean = IndicatorRequest.of("sma", 0, 5 * SECOND, "window", 2);
    IndicatorRequest same =
        new IndicatorRequest("sma", Map.of("window", 2), 0, 5 * SECOND, PriceSource.MID);
    IndicatorRequest other = IndicatorRequest.of("sma", 0, 5 * SECOND, "window", 3);
    Reader asking = new Reader();
    asking.requests.clear();
    asking.requests.addAll(List.of(mean, same, other));
    Simulator simulator = market(asking);
    int[] handles = simulator.engine().board.request(asking.requests);
    assertArrayEquals(new int[] {0, 0, 1}, handles);
    simulator.reset(1, 0);
    List<Double> closes = new ArrayList<>();
    for (int bar = 1; bar <= 20; bar++) {
      simulator.run(Markets.OPEN + 5L * bar * SECOND - 1);
      closes.add(simulator.market().midTicks(0));
      simulator.run(Markets.OPEN + 5L * bar * SECOND);
      if (bar > 1) {
        double expected = (closes.get(bar - 1) + closes.get(bar - 2)) / 2;
        assertEquals(expected, simulator.engine().board.value(0, 0, simulator.timeNanos()));
      }
    }
  }

  @Test
  void wrongRequestsAreRefusedByName() {
    IndicatorBoard board = new IndicatorBoard(new int[] {100}, 0);
    assertEquals("instrument", field(board, IndicatorRequest.of("sma", 1, 5)));
    assertEquals("indicator.type", field(board, IndicatorRequest.of("smaa", 0, 5)));
    assertEquals("sma.window", field(board, IndicatorRequest.of("sma", 0, 5, "window", 0)));
    assertEquals("interval", field(board, IndicatorRequest.of("sma", 0, -5)));
  }

  private static String field(IndicatorBoard board, IndicatorRequest request) {
    return assertThrows(InvalidInputException.class, () -> board.request(List.of(request))).field();
  }
}
