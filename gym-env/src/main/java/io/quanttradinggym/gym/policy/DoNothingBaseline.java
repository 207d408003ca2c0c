package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.gym.trader.Decider;
import io.quanttradinggym.gym.trader.Decision;
import io.quanttradinggym.sim.parameter.ParameterSpec;
import io.quanttradinggym.sim.parameter.Parameters;
import java.util.List;

/** No orders at all. */
@AutoService(BaselineType.class)
public final class DoNothingBaseline implements BaselineType {
  @Override
  public String type() {
    return "do-nothing";
  }

  @Override
  public String description() {
    return "Never sends an order.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public Decider create(Parameters parameters, BaselineSetup setup) {
    return new Idle();
  }

  private record Idle() implements Decider {
    @Override
    public void decide(Decision decision) {}
  }
}
