package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.Children;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.view.ParentOrderView;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Executes the parent order in equal parts. */
@AutoService(BaselineType.class)
public final class TwapBaseline implements BaselineType {
  @Override
  public String type() {
    return "twap";
  }

  @Override
  public String description() {
    return "Time-weighted average price: at every decision a market order brings the executed "
        + "quantity to a straight line from 0 to the whole parent order at the last decision.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK, View.ORDERS, View.TASK, View.PARENT_ORDER);
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
      Views views = decision.views();
      ParentOrderView parent = views.parentOrder();
      long steps =
          (views.task().endNanos() - views.task().startNanos())
              / views.task().decisionIntervalNanos();
      long due = Math.ceilDiv(parent.quantityLots() * (views.task().stepIndex() + 1), steps);
      long open = Children.openLots(parent, views);
      long done = parent.quantityLots() - open;
      if (due > done) {
        Children.send(parent, Math.min(open, due - done), true, views, decision.gateway());
      }
    }
  }
}
