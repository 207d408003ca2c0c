package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.trader.TraderView;
import java.util.List;

/** The cost of holding a position. */
@AutoService(RewardTermType.class)
public final class InventoryTerm implements RewardTermType {
  @Override
  public String type() {
    return "inventory";
  }

  @Override
  public String description() {
    return "−(|position| / scale)^power after every step, summed over all instruments.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Inventory.parameters();
  }

  @Override
  public RewardTerm create(Parameters parameters) {
    return new Term(Inventory.of(parameters));
  }

  private record Term(Inventory inventory) implements StatelessTerm {
    @Override
    public double evaluate(TraderView view, boolean terminal) {
      return inventory.penalty(view);
    }
  }
}
