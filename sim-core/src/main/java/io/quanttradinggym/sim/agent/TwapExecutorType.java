package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Works parent orders evenly in time. */
@AutoService(AgentType.class)
public final class TwapExecutorType implements AgentType {
  @Override
  public String type() {
    return "twap-executor";
  }

  @Override
  public String description() {
    return "Works parent orders (meta-orders) evenly over time, by market orders at equal "
        + "intervals. Order splitting explains the long memory of trade signs (Lillo, Mike and "
        + "Farmer, 2005).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Executor.parameters();
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new TwapExecutor(parameters);
  }

  private static final class TwapExecutor extends Executor {
    TwapExecutor(Parameters parameters) {
      super(parameters);
    }

    @Override
    double dueLots(AgentContext context, double elapsed) {
      return elapsed * totalLots();
    }
  }
}
