package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.Children;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.NeedsParentOrder;
import io.quanttradinggym.gym.trader.ParentOrder;
import java.util.List;

/** The whole parent order at once. */
@AutoService(BaselineType.class)
public final class ImmediateBaseline implements BaselineType, NeedsParentOrder {
  @Override
  public String type() {
    return "immediate";
  }

  @Override
  public String description() {
    return "One market order for the whole parent order at the first decision, and again for what the book could not"
        + " fill.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    return BaselineChoice.of(() -> new AtOnce());
  }

  private record AtOnce() implements Policy<DecisionContext> {
    @Override
    public void decide(DecisionContext decision) {
      ParentOrder parent = ParentOrder.of(decision.view());
      long open = Children.openLots(parent, decision.view());
      if (open > 0) {
        Children.send(parent, open, true, decision.view(), decision.gateway());
      }
    }
  }
}
