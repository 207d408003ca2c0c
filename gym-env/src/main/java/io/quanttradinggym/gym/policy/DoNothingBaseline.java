package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.Policy;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Set;

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
  public Set<View> needs() {
    return View.setOf();
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public Policy create(Parameters parameters, BaselineSetup setup) {
    return new Idle();
  }

  private record Idle() implements Policy {
    @Override
    public void decide(DecisionContext decision) {}
  }
}
