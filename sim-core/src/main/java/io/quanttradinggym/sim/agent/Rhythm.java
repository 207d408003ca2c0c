package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.kernel.AgentContext;

/** Common parameters of agents, and their use. */
final class Rhythm {
  private Rhythm() {}

  static ParameterSpec instrument() {
    return ParameterSpec.integer("instrument", "index", 0L, 0, 10_000, "Instrument index.");
  }

  static ParameterSpec meanInterval(String defaultValue, String what) {
    return ParameterSpec.duration(
        "mean_interval", defaultValue, "1us", "24h", "Mean interval between " + what + ".");
  }

  static double meanInterval(Parameters parameters) {
    return parameters.getNanos("mean_interval");
  }

  /** Wakes the agent after an exponential business time: it arrives as a Poisson process. */
  static void wakeLater(AgentContext context, double meanNanos) {
    wakeAfter(context, context.random().nextExponentialNanos(meanNanos));
  }

  /** Wakes the agent after this business time, which passes faster in busy hours. */
  static void wakeAfter(AgentContext context, long businessNanos) {
    context.wakeAt(context.market().afterBusinessNanos(businessNanos));
  }
}
