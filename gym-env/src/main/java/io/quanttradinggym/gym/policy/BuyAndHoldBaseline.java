package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.Orders;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Set;

/** Buys once and holds to the end. */
@AutoService(BaselineType.class)
public final class BuyAndHoldBaseline implements BaselineType {
  @Override
  public String type() {
    return "buy-and-hold";
  }

  @Override
  public String description() {
    return "Buys at the market at the first decision and holds. Unfilled quantity is bought again "
        + "at the next decision.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(BaselineSetup.quantityParameter(), BaselineSetup.instrumentParameter());
  }

  @Override
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    return BaselineChoice.of(
        () -> new Holder(parameters.getInt("instrument"), setup.quantityLots(parameters)));
  }

  private record Holder(int instrument, long quantityLots) implements Policy<DecisionContext> {
    @Override
    public void decide(DecisionContext decision) {
      Orders.moveTo(instrument, quantityLots, decision.views(), decision.gateway());
    }
  }
}
