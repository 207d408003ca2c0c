package io.quanttradinggym.sim.fundamental;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.List;

/** A fair value that never changes. */
@AutoService(FundamentalType.class)
public final class ConstantValueType implements FundamentalType {
  @Override
  public String type() {
    return "constant";
  }

  @Override
  public String description() {
    return "The value is constant at the initial price, apart from news. Prices then move because "
        + "of order flow and news only.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of();
  }

  @Override
  public FundamentalProcess create(Parameters parameters, FundamentalSetup setup) {
    return new Constant(setup.initialTicks());
  }

  private record Constant(int ticks) implements FundamentalProcess {
    @Override
    public void seed(long seed, long episode) {}

    @Override
    public void start(long timeNanos) {}

    @Override
    public double valueTicks(long timeNanos) {
      return ticks;
    }

    @Override
    public void save(StateWriter out) {}

    @Override
    public void load(StateReader in) {}
  }
}
