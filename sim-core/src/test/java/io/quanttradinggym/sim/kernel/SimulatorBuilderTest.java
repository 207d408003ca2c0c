package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.sim.fundamental.FundamentalProcess;
import io.quanttradinggym.sim.fundamental.FundamentalSetup;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SimulatorBuilderTest {
  private static final Instrument FIRST = new Instrument(0, "S", 1);

  private static Supplier<FundamentalProcess> constant() {
    FundamentalType type = Plugins.load(FundamentalType.class).get("constant", "fundamental.type");
    FundamentalSetup setup = new FundamentalSetup(FIRST, 100, Macro.DEFAULT, 0, 10);
    return () -> type.create(Parameters.of(type.parameters(), Map.of(), ""), setup);
  }

  @Test
  void whatCannotBeIsRefusedByName() {
    assertEquals("session.close", field(() -> Simulator.builder(10, 10)));
    assertEquals("session.close", field(() -> Simulator.builder(-1, 10)));
    SimulatorBuilder builder = Simulator.builder(0, 10);
    assertEquals("instruments", field(builder::build));
    assertEquals(
        "instrument.index",
        field(() -> builder.instrument(new Instrument(1, "S", 1), 5, constant(), Fees.NONE)));
    assertEquals("initial_price", field(() -> builder.instrument(FIRST, 0, constant(), Fees.NONE)));
    builder.instrument(FIRST, 5, constant(), Fees.NONE);
    builder.agent("a", LatencyModel.constant(0), new Sleeper(), 0);
    assertEquals(
        "population.name",
        field(() -> builder.agent("a", LatencyModel.constant(0), new Sleeper(), 0)));
    assertEquals("latency", field(() -> new LatencyModel(-1, 0)));
    assertEquals("latency", field(() -> new LatencyModel(0, Long.MAX_VALUE)));
    assertEquals("latency.min", field(() -> new LatencyModel(2, 1)));
  }

  @Test
  void endowmentsAreWhatTheAccountsStartWith() {
    SimulatorBuilder builder = Simulator.builder(0, 10).instrument(FIRST, 5, constant(), Fees.NONE);
    int participant = builder.agent("a", LatencyModel.constant(0), new Sleeper(), 77, 3);
    Simulator simulator = builder.build();
    simulator.reset(0, 0);
    assertEquals(77, simulator.accounts().cashMicros(participant));
    assertEquals(3, simulator.accounts().positionLots(participant, 0));
    assertEquals("a", simulator.name(participant));
    assertEquals(1, simulator.participants());
    assertEquals(100.0, simulator.fundamentalTicks(0));
  }

  private static String field(Runnable action) {
    return assertThrows(InvalidInputException.class, action::run).field();
  }

  private static final class Sleeper implements Agent {
    @Override
    public void onStart(AgentContext context) {}

    @Override
    public void onWake(AgentContext context) {}
  }
}
