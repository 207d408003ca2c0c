package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.Children;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.trader.NeedsParentOrder;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderView;
import java.util.List;

/** The parent order in equal parts. */
@AutoService(BaselineType.class)
public final class TwapBaseline implements BaselineType, NeedsParentOrder {
  @Override
  public String type() {
    return "twap";
  }

  @Override
  public String description() {
    return "Time-weighted average price: at every decision a market order that brings the executed quantity onto a"
        + " straight line from 0 to the whole parent order at the last decision.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    return BaselineChoice.of(() -> new EvenPace());
  }

  private record EvenPace() implements Policy<DecisionContext> {
    @Override
    public void decide(DecisionContext decision) {
      TraderView view = decision.view();
      ParentOrder parent = ParentOrder.of(view);
      long steps = (view.endNanos() - view.startNanos()) / view.decisionIntervalNanos();
      long due = Math.ceilDiv(parent.quantityLots() * (view.stepIndex() + 1), steps);
      long open = Children.openLots(parent, view);
      long done = parent.quantityLots() - open;
      if (due > done) {
        Children.send(parent, Math.min(open, due - done), true, view, decision.gateway());
      }
    }
  }
}
