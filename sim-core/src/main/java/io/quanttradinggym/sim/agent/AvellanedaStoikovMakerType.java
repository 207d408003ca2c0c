package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import java.util.List;

/** Quotes by Avellaneda and Stoikov. */
@AutoService(AgentType.class)
public final class AvellanedaStoikovMakerType implements AgentType {
  @Override
  public String type() {
    return "avellaneda-stoikov";
  }

  @Override
  public String description() {
    return "Quotes both sides around the reservation price r = s − q·γ·σ²·τ with the spread γ·σ²·τ "
        + "+ (2/γ)·ln(1 + γ/k) (Avellaneda and Stoikov, 2008). s is a running average of noisy "
        + "observations of the fair value and of the mid, q is the position in units of the quote "
        + "quantity, σ is the volatility of recent bars, and τ is a rolling horizon (Gueant, "
        + "Lehalle and Fernandez-Tapia, 2013, let it go to infinity).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        Rhythm.meanInterval("1s", "requotes"),
        ParameterSpec.number(
            "risk_aversion", "per tick", 0.02, 1e-9, 100, "Risk aversion γ per quote quantity."),
        ParameterSpec.number(
            "fill_decay",
            "per tick",
            0.5,
            1e-6,
            1000,
            "Decay rate k of the fill intensity with distance."),
        ParameterSpec.duration("horizon", "10s", "1ms", "24h", "Horizon τ."),
        ParameterSpec.integer("size", "lots", 20L, 1, 1_000_000, "Quantity of each quote."),
        ParameterSpec.number(
            "fair_weight",
            "",
            0.5,
            0,
            1,
            "Weight of the fair value in s; the mid has the remaining weight."),
        ParameterSpec.number(
            "observation_deviation",
            "ticks",
            2.0,
            0,
            1e6,
            "Standard deviation of the observation error."),
        ParameterSpec.number(
            "belief_weight",
            "",
            0.5,
            0,
            1,
            "Weight of the newest observation in the running average."),
        ParameterSpec.number(
            "min_volatility", "ticks per square-root second", 0.5, 0, 1e6, "Lower bound of σ."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new AvellanedaStoikovMaker(parameters, setup);
  }

  private static final class AvellanedaStoikovMaker extends Quoter {
    private static final long BAR_NANOS = 5 * Units.NANOS_PER_SECOND;
    private static final int BARS = 60;

    private final double meanIntervalNanos;
    private final double riskAversion;
    private final double halfConstant;
    private final double horizonSeconds;
    private final double fairWeight;
    private final double observationDeviation;
    private final double beliefWeight;
    private final double minVolatility;
    private double belief;

    AvellanedaStoikovMaker(Parameters parameters, AgentSetup setup) {
      super(parameters.getInt("instrument"), parameters.getLong("size"), 2);
      meanIntervalNanos = Rhythm.meanInterval(parameters);
      riskAversion = parameters.getDouble("risk_aversion");
      double decay = parameters.getDouble("fill_decay");
      halfConstant = StrictMath.log(1 + riskAversion / decay) / riskAversion;
      horizonSeconds = Units.seconds(parameters.getNanos("horizon"));
      fairWeight = parameters.getDouble("fair_weight");
      observationDeviation = parameters.getDouble("observation_deviation");
      beliefWeight = parameters.getDouble("belief_weight");
      minVolatility = parameters.getDouble("min_volatility");
      belief = setup.initialTicks().get(instrument());
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(
          IndicatorRequest.of("rolling-volatility", instrument(), BAR_NANOS, "window", BARS));
    }

    @Override
    public void onStart(AgentContext context) {
      requote(context);
      Rhythm.wakeLater(context, meanIntervalNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      Rhythm.wakeLater(context, meanIntervalNanos);
      double error = observationDeviation * context.random().nextNormal();
      double observed = context.fundamentalTicks(instrument()) + error;
      double mid = context.market().midTicks(instrument());
      belief += beliefWeight * (fairWeight * observed + (1 - fairWeight) * mid - belief);
      requote(context);
    }

    private void requote(AgentContext context) {
      double mid = context.market().midTicks(instrument());
      double perBar = context.indicator(0) * mid;
      double measured = perBar / Math.sqrt(Units.seconds(BAR_NANOS));
      double volatility = measured > minVolatility ? measured : minVolatility;
      double risk = riskAversion * volatility * volatility * horizonSeconds;
      double centre = belief - risk * context.positionLots(instrument()) / quantity();
      double half = risk / 2 + halfConstant;
      quote(context, 0, Side.BUY, Math.max(1, (int) Math.floor(centre - half)));
      quote(context, 1, Side.SELL, Math.max(1, (int) Math.ceil(centre + half)));
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      out.writeDouble(belief);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      belief = in.readFinite();
    }
  }
}
