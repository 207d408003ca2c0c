package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;

/** Works parent orders in proportion to the volume that a day usually has. */
@AutoService(AgentType.class)
public final class VwapExecutorType implements AgentType {
  @Override
  public String type() {
    return "vwap-executor";
  }

  @Override
  public String description() {
    return "Works parent orders in proportion to the usual volume profile of the day, by market "
        + "orders at equal intervals, so that the average price is close to the volume-weighted "
        + "average price (Berkowitz, Logue and Noser, 1988).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return Executor.parameters(
        ParameterSpec.numbers(
            "volume_curve",
            "",
            List.of(3.0, 1.6, 1.2, 1.0, 0.9, 0.8, 0.8, 0.8, 0.9, 1.0, 1.1, 1.4, 2.4),
            0,
            1e9,
            "Usual volume in equal parts of the session, in any unit."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new VwapExecutor(parameters);
  }

  private static final class VwapExecutor extends Executor {
    private final double[] cumulative; // at the ends of the parts, from 0
    private long beganNanos;

    VwapExecutor(Parameters parameters) {
      super(parameters);
      double[] curve = parameters.getDoubles("volume_curve");
      cumulative = new double[curve.length + 1];
      for (int i = 0; i < curve.length; i++) {
        cumulative[i + 1] = cumulative[i] + curve[i];
      }
      if (cumulative[curve.length] <= 0) {
        throw new InvalidInputException("volume_curve", cumulative[curve.length], "a sum above 0");
      }
    }

    @Override
    void begin(AgentContext context) {
      beganNanos = context.market().timeNanos();
    }

    @Override
    double dueLots(AgentContext context, double elapsed) {
      MarketView market = context.market();
      double begin = usual(market, beganNanos);
      double now = usual(market, market.timeNanos());
      double worked = market.timeNanos() - beganNanos;
      double end = usual(market, beganNanos + (long) (worked / elapsed));
      return end > begin ? totalLots() * (now - begin) / (end - begin) : elapsed * totalLots();
    }

    /** Usual volume from the open to this time. */
    private double usual(MarketView market, long timeNanos) {
      double session = market.closeNanos() - market.openNanos();
      double at = (timeNanos - market.openNanos()) / session * (cumulative.length - 1);
      double inside = Math.clamp(at, 0, cumulative.length - 1);
      int part = Math.min((int) inside, cumulative.length - 2);
      return cumulative[part] + (inside - part) * (cumulative[part + 1] - cumulative[part]);
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      out.writeLong(beganNanos);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      beganNanos = in.readLong(0, Times.MAX_NANOS);
    }
  }
}
