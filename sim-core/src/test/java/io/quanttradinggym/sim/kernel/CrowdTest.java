package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.market.Instrument;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Very many agents that sleep until something happens. */
class CrowdTest {
  private static final long GIBIBYTE = 1L << 30;

  static Simulator market(int instruments, int crowd, double beliefDeviation) {
    SimulatorBuilder builder = Markets.mixed(instruments);
    AgentType type = Plugins.load(AgentType.class).get("reactive-investor", "type");
    List<Instrument> all = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      all.add(new Instrument(i, "S" + i, 10_000));
    }
    List<Integer> initial = Collections.nCopies(instruments, Markets.INITIAL_TICKS);
    List<Parameters> parameters = new ArrayList<>();
    for (int i = 0; i < instruments; i++) {
      Map<String, Object> raw = Map.of("instrument", i, "belief_deviation", beliefDeviation);
      parameters.add(Parameters.of(type.parameters(), raw, ""));
    }
    for (int member = 0; member < crowd; member++) {
      String name = "crowd-" + member;
      AgentSetup setup = new AgentSetup(name, member, all, initial, Markets.OPEN, Markets.CLOSE);
      builder.agent(
          name,
          new LatencyModel(1_000_000, 20_000_000),
          type.create(parameters.get(member % instruments), setup),
          Markets.CASH_MICROS);
    }
    return builder.build();
  }

  private static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void aHundredThousandFitIntoAGibibyteAndSleep() {
    long before = heapBytes();
    Simulator crowd = market(1, 100_000, 0);
    crowd.reset(3, 0);
    long end = Markets.OPEN + 60 * Markets.SECOND;
    crowd.run(end);
    long bytes = heapBytes() - before;
    assertTrue(bytes < GIBIBYTE / 2, bytes + " bytes");
    Simulator alone = market(1, 0, 0);
    alone.reset(3, 0);
    alone.run(end);
    assertEquals(100_000 + alone.participants(), crowd.participants());
    // Whoever was woken acted; all the others cost nothing.
    long woken = crowd.events() - alone.events();
    assertTrue(woken < 20_000, woken + " events more than without them");
    long cash = crowd.accounts().totalCashMicros();
    crowd.run(end + 60 * Markets.SECOND);
    assertEquals(cash, crowd.accounts().totalCashMicros());
    assertEquals(0, crowd.accounts().totalPositionLots(0));
  }

  @Test
  void crowdsAreRestoredBitForBit() {
    Simulator whole = market(2, 2_000, 0.01);
    whole.reset(5, 0);
    whole.run(Markets.OPEN + 30 * Markets.SECOND);
    StateWriter out = new StateWriter();
    whole.save(out);
    Simulator restored = market(2, 2_000, 0.01);
    restored.load(new StateReader(out.toByteArray(), 0, out.size()));
    for (Simulator each : new Simulator[] {whole, restored}) {
      each.run(Markets.OPEN + 120 * Markets.SECOND);
    }
    assertEquals(whole.digest(), restored.digest());
    StateWriter one = new StateWriter();
    StateWriter other = new StateWriter();
    whole.save(one);
    restored.save(other);
    assertArrayEquals(one.toByteArray(), other.toByteArray());
    assertTrue(whole.trades() > 100);
  }
}
