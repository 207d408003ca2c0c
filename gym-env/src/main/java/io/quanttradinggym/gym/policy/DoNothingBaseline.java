package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.Policy;
import io.quanttradinggym.gym.api.SeatContext;
import io.quanttradinggym.gym.view.View;
import java.util.List;
import java.util.Set;

/** Sends no orders. */
@AutoService(BaselineType.class)
public final class DoNothingBaseline implements BaselineType {
  @Override
  public String type() {
    return "do-nothing";
  }

  @Override
  public String description() {
    return "Never sends an order.";
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
    return BaselineChoice.of(() -> new Idle());
  }

  private record Idle() implements Policy<SeatContext> {
    @Override
    public void decide(SeatContext decision) {}
  }
}
