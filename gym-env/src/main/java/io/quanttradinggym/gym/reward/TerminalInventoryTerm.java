package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.trader.TraderView;
import java.util.List;

/** The cost of the position that is left at the end. */
@AutoService(RewardTermType.class)
public final class TerminalInventoryTerm implements RewardTermType {
  @Override
  public String type() {
    return "terminal-inventory";
  }

  @Override
  public String description() {
    return "−(|position| / scale)^power at the end of the episode, summed over all instruments; 0 "
        + "before the end.";
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
      return terminal ? inventory.penalty(view) : 0;
    }
  }
}
