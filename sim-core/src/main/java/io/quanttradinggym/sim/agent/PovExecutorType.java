package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;

/** Works parent orders in proportion to the volume that is traded. */
@AutoService(AgentType.class)
public final class PovExecutorType implements AgentType {
  @Override
  public String type() {
    return "pov-executor";
  }

  @Override
  public String description() {
    return "Works parent orders by percentage of volume: at equal intervals it sends a market order "
        + "for a fraction of the volume traded since the previous one; the execution agent of "
        + "ABIDES (Byrd, Hybinette and Balch, 2020).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Executor.parameters(
        ParameterSpec.number("participation", "", 0.1, 0, 1, "Participation rate."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new PovExecutor(parameters);
  }

  private static final class PovExecutor extends Executor {
    private final double participation;
    private long lastVolumeLots;

    PovExecutor(Parameters parameters) {
      super(parameters);
      participation = parameters.getDouble("participation");
    }

    @Override
    void begin(AgentContext context) {
      lastVolumeLots = volume(context.market());
    }

    @Override
    double dueLots(AgentContext context, double elapsed) {
      long volume = volume(context.market());
      double due = doneLots() + participation * (volume - lastVolumeLots);
      lastVolumeLots = volume;
      return due;
    }

    private long volume(MarketView market) {
      return market.aggressorVolumeLots(instrument(), Side.BUY)
          + market.aggressorVolumeLots(instrument(), Side.SELL);
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      out.writeLong(lastVolumeLots);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      lastVolumeLots = in.readLong(0, Times.MAX_NANOS);
    }
  }
}
