package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds a position that follows a signal. Each agent reads the signal once per bar, at its own time
 * within the bar, so that agents of one type do not trade simultaneously.
 */
abstract class SignalTrader implements Agent {
  private final int instrument;
  private final long intervalNanos;
  private final long quantity;
  private long phaseNanos;

  SignalTrader(Parameters parameters) {
    instrument = parameters.getInt("instrument");
    intervalNanos = parameters.getNanos("interval");
    quantity = parameters.getLong("size");
  }

  static List<ParameterSpec> parameters(String interval, ParameterSpec... more) {
    List<ParameterSpec> specs =
        new ArrayList<>(
            List.of(
                Rhythm.instrument(),
                ParameterSpec.duration("interval", interval, "1ms", "24h", "Bar length."),
                ParameterSpec.integer(
                    "size", "lots", 10L, 1, 1_000_000, "Largest absolute position.")));
    specs.addAll(List.of(more));
    return List.copyOf(specs);
  }

  final int instrument() {
    return instrument;
  }

  /** An indicator of its own instrument and bars. */
  final IndicatorRequest own(String type, Object... namesAndValues) {
    return IndicatorRequest.of(type, instrument, intervalNanos, namesAndValues);
  }

  /**
   * Target position as a fraction of the largest position, from −1 to 1; {@link Double#NaN} to keep
   * the position.
   */
  abstract double signal(AgentContext context);

  @Override
  public final void onStart(AgentContext context) {
    phaseNanos = context.random().nextLong(0, intervalNanos - 1);
    context.wakeAt(context.market().openNanos() + phaseNanos);
  }

  @Override
  public final void onWake(AgentContext context) {
    context.wakeAt(context.market().timeNanos() + intervalNanos);
    double signal = signal(context);
    if (!Double.isNaN(signal)) {
      tradeTo(context, instrument, Math.round(signal * quantity));
    }
  }

  /** Trades to the target position by a market order. */
  static void tradeTo(AgentContext context, int instrument, long wantedLots) {
    long change = wantedLots - context.positionLots(instrument);
    if (change != 0) {
      Side side = change > 0 ? Side.BUY : Side.SELL;
      context.gateway().submitMarket(instrument, side, Math.abs(change));
    }
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(phaseNanos);
  }

  @Override
  public void load(StateReader in) {
    phaseNanos = in.readLong(0, Times.MAX_NANOS);
  }
}
