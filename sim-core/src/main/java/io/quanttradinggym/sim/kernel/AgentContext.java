package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.sim.market.MarketView;

/**
 * Everything that one agent may see and do.
 *
 * <p>Time convention: an agent sees the world as it is at {@link MarketView#timeNanos}; what it
 * then does reaches the exchange after its market-data latency plus its order-entry latency. So
 * nothing it acts on has crossed less than its latency.
 */
public interface AgentContext {
  String name();

  /** Index of this participant: of its account, and as an owner in the books. */
  int participant();

  MarketView market();

  OrderGateway gateway();

  /** This agent's own stream. */
  RandomStream random();

  /**
   * Fair value in ticks, for agents that are entitled to observe it (with what noise is theirs to
   * add).
   */
  double fundamentalTicks(int instrument);

  /**
   * What the fair value will be at the agent's {@link Agent#foresightNanos} from now, in ticks; the
   * fair value of now for agents without any.
   */
  double foreseenTicks(int instrument);

  /**
   * The current value of an indicator; {@link Double#NaN} while too little is known.
   *
   * @param request index in {@link Agent#indicators}
   * @param output index in the outputs of its type
   */
  double indicator(int request, int output);

  /** The first value of an indicator. */
  default double indicator(int request) {
    return indicator(request, 0);
  }

  /** What to be woken for other than a time. */
  Conditions conditions();

  long positionLots(int instrument);

  long cashMicros();

  long feesMicros();

  /** Calls {@link Agent#onWake} at this time; never earlier than now. */
  void wakeAt(long timeNanos);

  /**
   * Calls {@link Agent#onWake} at the next tick of a clock that all agents share: at the open, or a
   * whole number of intervals after it.
   */
  default void wakeAtStep(long intervalNanos) {
    long since = market().timeNanos() - market().openNanos();
    wakeAt(market().openNanos() + (Math.floorDiv(since, intervalNanos) + 1) * intervalNanos);
  }

  /** The agent's decision is due, from outside: makes {@link Simulator#run} return. */
  void pause();
}
