package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.market.NewsItem;
import java.util.List;

/** Trades on news. */
@AutoService(AgentType.class)
public final class NewsReactiveType implements AgentType {
  @Override
  public String type() {
    return "news-reactive";
  }

  @Override
  public String description() {
    return "Sleeps until news about its instrument is published. If the news changes the value by "
        + "more than a threshold, it sends a market order in that direction after an exponential "
        + "delay, with a quantity proportional to the change, and closes the position after a "
        + "holding time; after the news traders of Foucault, Hombert and Rosu (2016).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        ParameterSpec.duration("mean_reaction", "500ms", "0s", "24h", "Mean reaction delay."),
        ParameterSpec.duration("holding", "5m", "1ms", "24h", "Holding time."),
        ParameterSpec.number("threshold", "", 0.001, 0, 1, "Minimum relative change to act on."),
        ParameterSpec.number(
            "lots_per_percent", "lots", 20.0, 0, 1e6, "Quantity for a change of 1 %."),
        ParameterSpec.integer(
            "max_position", "lots", 200L, 1, 1_000_000_000, "Largest absolute position."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new NewsReactive(parameters);
  }

  private static final class NewsReactive implements Agent {
    private static final double PERCENT = 0.01;
    private static final long NEVER = Long.MAX_VALUE;

    private final int instrument;
    private final double meanReactionNanos;
    private final long holdingNanos;
    private final double threshold;
    private final double lotsPerPercent;
    private final long maxPosition;
    private long wanted;
    private long tradeNanos = NEVER;
    private long closeNanos = NEVER;

    NewsReactive(Parameters parameters) {
      instrument = parameters.getInt("instrument");
      meanReactionNanos = parameters.getNanos("mean_reaction");
      holdingNanos = parameters.getNanos("holding");
      threshold = parameters.getDouble("threshold");
      lotsPerPercent = parameters.getDouble("lots_per_percent");
      maxPosition = parameters.getLong("max_position");
    }

    @Override
    public boolean wantsNews() {
      return true;
    }

    @Override
    public void onStart(AgentContext context) {}

    @Override
    public void onNews(AgentContext context, NewsItem item) {
      double change = item.valueChange() + item.overreaction();
      if (!item.concerns(context.market().instrument(instrument)) || Math.abs(change) < threshold) {
        return;
      }
      long lots = Math.round(lotsPerPercent * change / PERCENT);
      wanted = Math.clamp(context.positionLots(instrument) + lots, -maxPosition, maxPosition);
      tradeNanos =
          context.market().timeNanos() + context.random().nextExponentialNanos(meanReactionNanos);
      context.wakeAt(tradeNanos);
    }

    @Override
    public void onWake(AgentContext context) {
      long now = context.market().timeNanos();
      if (now >= tradeNanos) {
        tradeNanos = NEVER;
        closeNanos = now + holdingNanos;
        context.wakeAt(closeNanos);
        SignalTrader.tradeTo(context, instrument, wanted);
      } else if (now >= closeNanos) {
        closeNanos = NEVER;
        SignalTrader.tradeTo(context, instrument, 0);
      }
    }

    @Override
    public void save(StateWriter out) {
      out.writeLong(wanted);
      out.writeLong(tradeNanos);
      out.writeLong(closeNanos);
    }

    @Override
    public void load(StateReader in) {
      wanted = in.readLong(-Times.MAX_NANOS, Times.MAX_NANOS);
      tradeNanos = in.readLong(0, NEVER);
      closeNanos = in.readLong(0, NEVER);
    }
  }
}
