package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.market.Report;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Works parent orders sequentially: at equal intervals it sends a market order for the due quantity
 * that is not yet executed. At most one child order is in flight.
 */
abstract class Executor implements Agent {
  static final String RANDOM = "random";

  private final int instrument;
  private final String sides;
  private final Distribution quantity;
  private final long startNanos;
  private final long durationNanos;
  private final long intervalNanos;
  private final double meanPauseNanos;

  private Side side = Side.BUY;
  private long totalLots;
  private long doneLots;
  private long workingLots;
  private long beginNanos;
  private long slice;
  private boolean isRunning;

  Executor(Parameters parameters) {
    instrument = parameters.getInt("instrument");
    sides = parameters.getText("side");
    quantity = Distribution.of(parameters, "quantity");
    startNanos = parameters.getNanos("start");
    durationNanos = parameters.getNanos("duration");
    intervalNanos = parameters.getNanos("interval");
    meanPauseNanos = parameters.getNanos("mean_pause");
  }

  static List<ParameterSpec> parameters(ParameterSpec... more) {
    List<ParameterSpec> specs =
        new ArrayList<>(
            List.of(
                Rhythm.instrument(),
                ParameterSpec.choice(
                    "side", RANDOM, List.of("buy", "sell", RANDOM), "Side of a parent order."),
                ParameterSpec.plugin(
                    "quantity",
                    DistributionType.class,
                    "lots",
                    Chosen.document("constant", "value", 1000),
                    "Quantity of a parent order."),
                ParameterSpec.duration(
                    "start", "1m", "0s", "24h", "Time from the open to the first parent order."),
                ParameterSpec.duration(
                    "duration", "30m", "1ms", "24h", "Duration of a parent order."),
                ParameterSpec.duration(
                    "interval", "10s", "1us", "24h", "Interval between child orders."),
                ParameterSpec.duration(
                    "mean_pause",
                    "0s",
                    "0s",
                    "24h",
                    "Mean pause before the next parent order; 0s = only one parent order.")));
    specs.addAll(List.of(more));
    return List.copyOf(specs);
  }

  int instrument() {
    return instrument;
  }

  long totalLots() {
    return totalLots;
  }

  long doneLots() {
    return doneLots;
  }

  /**
   * How much of the parent order is to be done by now, in lots.
   *
   * @param elapsed fraction of its time that is over
   */
  abstract double dueLots(AgentContext context, double elapsed);

  /** A parent order begins. */
  void begin(AgentContext context) {}

  @Override
  public final boolean wantsOrderEvents() {
    return true;
  }

  @Override
  public final Set<Report> ignoredOrderEvents() {
    return EnumSet.of(Report.ACCEPTED);
  }

  @Override
  public final void onStart(AgentContext context) {
    long pause = meanPauseNanos > 0 ? (long) (meanPauseNanos * context.random().nextDouble()) : 0;
    context.wakeAt(context.market().openNanos() + startNanos + pause);
  }

  @Override
  public final void onWake(AgentContext context) {
    if (!isRunning) {
      isRunning = true;
      boolean buys = RANDOM.equals(sides) ? context.random().nextBoolean() : "buy".equals(sides);
      side = buys ? Side.BUY : Side.SELL;
      totalLots = quantity.nextLots(context.random(), 1);
      doneLots = 0;
      slice = 0;
      beginNanos = context.market().timeNanos();
      begin(context);
    } else {
      trade(context);
    }
    slice++;
    if (doneLots < totalLots && (slice - 1) * intervalNanos < durationNanos) {
      context.wakeAt(beginNanos + slice * intervalNanos);
    } else {
      end(context);
    }
  }

  private void trade(AgentContext context) {
    double elapsed = Math.min(1, (double) slice * intervalNanos / durationNanos);
    long due = Math.min(totalLots, Math.round(dueLots(context, elapsed))) - doneLots;
    if (due > 0 && workingLots == 0) {
      workingLots = due;
      context.gateway().submitMarket(instrument, side, due);
    }
  }

  private void end(AgentContext context) {
    isRunning = false;
    if (meanPauseNanos > 0) {
      Rhythm.wakeLater(context, meanPauseNanos);
    }
  }

  @Override
  public final void onFill(
      AgentContext context,
      int filled,
      long orderId,
      Side filledSide,
      int priceTicks,
      long quantityLots,
      long remainingLots) {
    doneLots += quantityLots;
    workingLots = remainingLots;
  }

  @Override
  public final void onCancelled(
      AgentContext context, int cancelled, long orderId, long remainingLots, CancelReason reason) {
    workingLots = 0;
  }

  @Override
  public final void onRejected(
      AgentContext context, int rejected, long orderId, RejectReason reason) {
    workingLots = 0;
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(side.index());
    out.writeLong(totalLots);
    out.writeLong(doneLots);
    out.writeLong(workingLots);
    out.writeLong(beginNanos);
    out.writeLong(slice);
    out.writeBoolean(isRunning);
  }

  @Override
  public void load(StateReader in) {
    side = in.readInt() == Side.BUY.index() ? Side.BUY : Side.SELL;
    totalLots = in.readLong(0, Times.MAX_NANOS);
    doneLots = in.readLong(0, Times.MAX_NANOS);
    workingLots = in.readLong(0, Times.MAX_NANOS);
    beginNanos = in.readLong(0, Times.MAX_NANOS);
    slice = in.readLong(0, durationNanos / intervalNanos + 2);
    isRunning = in.readBoolean();
  }
}
