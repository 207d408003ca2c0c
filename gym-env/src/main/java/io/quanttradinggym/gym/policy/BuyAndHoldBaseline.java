package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.action.Orders;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.trader.DecisionContext;
import java.util.List;

/** One purchase, held to the end. */
@AutoService(BaselineType.class)
public final class BuyAndHoldBaseline implements BaselineType {
  @Override
  public String type() {
    return "buy-and-hold";
  }

  @Override
  public String description() {
    return "Buys at the market at the first decision (and again what the book could not fill), and holds.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(BaselineSetup.quantityParameter());
  }

  @Override
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    return BaselineChoice.of(() -> new Holder(setup.quantityLots(parameters)));
  }

  private record Holder(long quantityLots) implements Policy<DecisionContext> {
    @Override
    public void decide(DecisionContext decision) {
      Orders.moveTo(0, quantityLots, decision.view(), decision.gateway());
    }
  }
}
