package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.SeatContext;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Set;

/** Draws random actions. */
@AutoService(BaselineType.class)
public final class RandomBaseline implements BaselineType {
  @Override
  public String type() {
    return "random";
  }

  @Override
  public String description() {
    return "Draws every action uniformly from the action space.";
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
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    return BaselineChoice.of(() -> new RandomDecider(setup.actionSpec()));
  }

  private static final class RandomDecider implements Policy<SeatContext> {
    private final ActionSpec spec;
    private final float[] action;

    RandomDecider(ActionSpec spec) {
      this.spec = spec;
      action = new float[spec.size()];
    }

    @Override
    public void decide(SeatContext decision) {
      for (int i = 0; i < action.length; i++) {
        action[i] =
            spec.kind() == ActionSpec.Kind.BOX
                ? (float) (2 * decision.random().nextDouble() - 1)
                : decision.random().nextInt(spec.counts().get(i));
      }
      decision.act(action, 0);
    }
  }
}
