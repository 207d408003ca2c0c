package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.Children;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Set;

/** Executes the whole parent order at once. */
@AutoService(BaselineType.class)
public final class ImmediateBaseline implements BaselineType {
  @Override
  public String type() {
    return "immediate";
  }

  @Override
  public String description() {
    return "Sends one market order for the whole parent order at the first decision. Unfilled "
        + "quantity is sent again at the next decision.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK, View.ORDERS, View.PARENT_ORDER);
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
      ParentOrderView parent = decision.views().parentOrder();
      long open = Children.openLots(parent, decision.views());
      if (open > 0) {
        Children.send(parent, open, true, decision.views(), decision.gateway());
      }
    }
  }
}
