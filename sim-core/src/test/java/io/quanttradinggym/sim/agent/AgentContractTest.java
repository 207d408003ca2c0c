package io.quanttradinggym.sim.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugin;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.sim.feature.IndicatorType;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every plug-in of the market. */
class AgentContractTest {
  static Stream<Plugin> plugins() {
    return Stream.of(
            AgentType.class, FundamentalType.class, DistributionType.class, IndicatorType.class)
        .flatMap(kind -> Plugins.load(kind).all().values().stream());
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void saysWhatItIsAndWhatItTakes(Plugin plugin) {
    assertTrue(plugin.type().matches("[a-z]+(-[a-z]+)*"), plugin.type());
    assertTrue(plugin.description().length() > 20, plugin.type());
    Set<String> names = new HashSet<>();
    for (ParameterSpec spec : plugin.parameters()) {
      assertTrue(spec.name().matches("[a-z]+(_[a-z]+)*"), spec.name());
      assertTrue(names.add(spec.name()), spec.name());
      assertFalse(spec.description().isEmpty(), spec.name());
      assertFalse(spec.allowed().isEmpty(), spec.name());
    }
    Parameters defaults = Parameters.of(plugin.parameters(), Map.of(), "");
    assertEquals(plugin.parameters().size(), names.size());
    assertTrue(defaults != null);
  }
}
