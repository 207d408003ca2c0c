package io.quanttradinggym.gym.reward;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Cost of the position at the end of the episode. */
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
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT);
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
    public double evaluate(Views views, boolean terminal) {
      return terminal ? inventory.penalty(views) : 0;
    }
  }
}
