package io.quanttradinggym.sim.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.LatencyModel;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.SimulatorBuilder;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every agent saves all of its state: what is restored into a new simulation that never started
 * writes the same bytes, and goes on in the same way.
 */
class StateContractTest {
  private static final long MINUTE = 60 * Markets.SECOND;

  static Stream<AgentType> agents() {
    return Plugins.load(AgentType.class).all().values().stream();
  }

  private static byte[] state(Stateful part) {
    StateWriter out = new StateWriter();
    part.save(out);
    return out.toByteArray();
  }

  private static void restore(Stateful part, byte[] state) {
    StateReader in = new StateReader(state, 0, state.length);
    part.load(in);
    assertEquals(0, in.remaining(), "reads what it wrote");
    assertArrayEquals(state, state(part));
  }

  private static Simulator marketWith(AgentType type) {
    SimulatorBuilder builder = Markets.mixed(2).warmup(10 * Markets.SECOND);
    Parameters parameters = Parameters.of(type.parameters(), Map.of(), type.type());
    List<Instrument> instruments =
        List.of(new Instrument(0, "S0", 10_000), new Instrument(1, "S1", 10_000));
    for (int member = 0; member < 3; member++) {
      String name = "tested-" + member;
      Agent agent =
          type.create(
              parameters,
              new AgentSetup(
                  name,
                  member,
                  instruments,
                  List.of(Markets.INITIAL_TICKS, Markets.INITIAL_TICKS),
                  Markets.OPEN,
                  Markets.CLOSE));
      builder.agent(name, new LatencyModel(1_000_000, 20_000_000), agent, Markets.CASH_MICROS);
    }
    return builder.build();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void agentsAreRestored(AgentType type) {
    Simulator market = marketWith(type);
    market.reset(31, 0);
    byte[] start = state(market);
    for (long time = MINUTE / 7; time < 20 * MINUTE; time = 3 * time / 2) {
      market.run(Markets.OPEN + time);
      byte[] state = state(market);
      Simulator restored = marketWith(type);
      restore(restored, state);
      market.run(Markets.OPEN + time + MINUTE / 4);
      restored.run(Markets.OPEN + time + MINUTE / 4);
      assertArrayEquals(state(market), state(restored));
    }
    assertTrue(market.trades() > 100, "a market without trades: " + market.trades());
    market.reset(31, 0);
    assertArrayEquals(start, state(market));
  }
}
