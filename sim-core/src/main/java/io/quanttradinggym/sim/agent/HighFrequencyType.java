package io.quanttradinggym.sim.agent;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.Conditions;
import java.util.List;

/** Quotes at the best prices for as long as that is safe. */
@AutoService(AgentType.class)
public final class HighFrequencyType implements AgentType {
  @Override
  public String type() {
    return "high-frequency";
  }

  @Override
  public String description() {
    return "Keeps a small order at the best price of each side. Wakes at every change of the mid "
        + "and moves its orders to the new best prices. Withdraws from a side when the queue "
        + "imbalance predicts that its price will move away (the other queue is much longer) or "
        + "when the position limit is reached. Its earnings depend on its latency; after Menkveld "
        + "(2013).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Rhythm.instrument(),
        ParameterSpec.duration(
            "interval", "1s", "1us", "24h", "Maximum interval between wake-ups."),
        ParameterSpec.integer("size", "lots", 5L, 1, 1_000_000, "Order quantity."),
        ParameterSpec.integer(
            "max_position", "lots", 50L, 1, 1_000_000_000, "Largest absolute position."),
        ParameterSpec.number(
            "imbalance",
            "",
            0.6,
            0,
            1,
            "Queue imbalance at which the agent withdraws from the shorter side."));
  }

  @Override
  public Agent create(Parameters parameters, AgentSetup setup) {
    return new HighFrequency(parameters);
  }

  private static final class HighFrequency extends Quoter {
    private static final Side[] SIDES = Side.values();
    private static final double STEP = 0.5;

    private final long intervalNanos;
    private final long maxPosition;
    private final double imbalance;
    private long up;
    private long down;

    HighFrequency(Parameters parameters) {
      super(parameters.getInt("instrument"), parameters.getLong("size"), 2);
      intervalNanos = parameters.getNanos("interval");
      maxPosition = parameters.getLong("max_position");
      imbalance = parameters.getDouble("imbalance");
    }

    @Override
    public List<IndicatorRequest> indicators() {
      return List.of(IndicatorRequest.of("queue-imbalance", instrument(), 0));
    }

    @Override
    public void onStart(AgentContext context) {
      context.wakeAt(context.market().openNanos() + context.random().nextLong(1, intervalNanos));
    }

    @Override
    public void onWake(AgentContext context) {
      context.wakeAt(context.market().timeNanos() + intervalNanos);
      look(context);
    }

    @Override
    public void onCondition(AgentContext context, long condition) {
      if (condition == up || condition == down) {
        look(context);
      }
    }

    private void look(AgentContext context) {
      Conditions conditions = context.conditions();
      conditions.drop(up);
      conditions.drop(down);
      double mid = context.market().midTicks(instrument());
      up = conditions.whenAtOrAbove(instrument(), mid + STEP);
      down = conditions.whenAtOrBelow(instrument(), mid - STEP);
      double pressure = context.indicator(0); // positive: more to buy than to sell
      for (Side side : SIDES) {
        int best = context.market().bestTicks(instrument(), side);
        boolean full = side.sign() * context.positionLots(instrument()) + quantity() > maxPosition;
        boolean safe = !(side.sign() * pressure < -imbalance);
        quote(context, side.index(), side, full || !safe ? OrderBook.NO_PRICE : best);
      }
    }

    @Override
    public void save(StateWriter out) {
      super.save(out);
      out.writeLong(up);
      out.writeLong(down);
    }

    @Override
    public void load(StateReader in) {
      super.load(in);
      up = in.readLong();
      down = in.readLong();
    }
  }
}
