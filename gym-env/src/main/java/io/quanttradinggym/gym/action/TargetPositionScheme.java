package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.kernel.OrderGateway;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The position to hold. */
@AutoService(ActionSchemeType.class)
public final class TargetPositionScheme implements ActionSchemeType {
  @Override
  public String type() {
    return "target-position";
  }

  @Override
  public String description() {
    return "Discrete: the target position as a fraction of max_position. A market order trades the "
        + "difference.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ActionParameters.instrument(),
        ParameterSpec.numbers(
            "targets",
            "fraction of max_position",
            List.of(-1.0, 0.0, 1.0),
            -1,
            1,
            "Target positions, one for each action."));
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    return new Scheme(parameters.getInt("instrument"), parameters.getDoubles("targets"));
  }

  private static final class Scheme implements ActionScheme {
    private final int instrument;
    private final double[] targets;
    private final ActionSpec spec;

    Scheme(int instrument, double[] targets) {
      this.instrument = instrument;
      this.targets = targets;
      spec =
          ActionSpec.discrete(
              Arrays.stream(targets).mapToObj(t -> "hold " + t + " of max_position").toList());
    }

    @Override
    public ActionSpec spec() {
      return spec;
    }

    @Override
    public int apply(float[] action, int offset, Views views, OrderGateway gateway) {
      double target = targets[(int) action[offset]] * views.task().maxPositionLots();
      return Orders.moveTo(instrument, Math.round(target), views, gateway);
    }
  }
}
