package io.quanttradinggym.sim.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.Report;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IgnoredOrderEventsTest {
  private static final Map<Report, String> METHODS =
      Map.of(
          Report.ACCEPTED, "onAccepted",
          Report.FILL, "onFill",
          Report.CANCELLED, "onCancelled",
          Report.REJECTED, "onRejected",
          Report.REQUEST_REJECTED, "onRequestRejected",
          Report.REPLACED, "onReplaced",
          Report.REDUCED, "onReduced",
          Report.TRIGGERED, "onTriggered");

  static Stream<AgentType> agents() {
    return Plugins.load(AgentType.class).all().values().stream();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void anAgentHandlesNoEventThatItIgnores(AgentType type) {
    Parameters parameters = Parameters.of(type.parameters(), Map.of(), type.type());
    List<Instrument> instruments =
        List.of(new Instrument(0, "S0", 10_000), new Instrument(1, "S1", 10_000));
    List<Integer> initialTicks = List.of(Markets.INITIAL_TICKS, Markets.INITIAL_TICKS);
    Agent agent =
        type.create(
            parameters,
            new AgentSetup("tested", 0, instruments, initialTicks, Markets.OPEN, Markets.CLOSE));
    for (Report report : agent.ignoredOrderEvents()) {
      Method handler =
          Arrays.stream(agent.getClass().getMethods())
              .filter(method -> method.getName().equals(METHODS.get(report)))
              .findFirst()
              .orElseThrow();
      assertEquals(Agent.class, handler.getDeclaringClass(), report.name());
    }
  }
}
