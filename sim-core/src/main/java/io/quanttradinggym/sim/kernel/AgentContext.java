package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.sim.market.MarketView;

/**
 * Observations and actions of one agent.
 *
 * <p>Time convention: an agent observes the market as it is at {@link MarketView#timeNanos}. Its
 * orders reach the exchange after its market-data latency plus its order-entry latency. No
 * information reaches the exchange through an agent faster than this latency.
 */
public interface AgentContext {
  String name();

  /** Index of this participant: of its account and of its orders in the books. */
  int participant();

  MarketView market();

  OrderGateway gateway();

  /** This agent's random stream. */
  RandomStream random();

  /**
   * Fair value in ticks, for agents entitled to observe it. The agent adds its own observation
   * noise.
   */
  double fundamentalTicks(int instrument);

  /**
   * Fair value in ticks at {@link Agent#foresightNanos} from now; the current fair value without
   * foresight.
   */
  double foreseenTicks(int instrument);

  /**
   * Current value of an indicator; {@link Double#NaN} until it has enough data.
   *
   * @param request index in {@link Agent#indicators}
   * @param output index among the outputs of the indicator's type
   */
  double indicator(int request, int output);

  /** First output of an indicator. */
  default double indicator(int request) {
    return indicator(request, 0);
  }

  /**
   * Displayed lots ahead of one of this agent's orders at its price; −1 if the order does not rest
   * in the book, for example because it has not arrived. Linear in the queue.
   */
  long quantityAheadLots(int instrument, long orderId);

  /** Wake-up conditions other than a time. */
  Conditions conditions();

  long positionLots(int instrument);

  long cashMicros();

  long feesMicros();

  /** Schedules {@link Agent#onWake} at this time, not before the current time. */
  void wakeAt(long timeNanos);

  /**
   * Schedules {@link Agent#onWake} at the next step of a clock shared by all agents: at the open or
   * a whole number of intervals after it.
   */
  default void wakeAtStep(long intervalNanos) {
    long since = market().timeNanos() - market().openNanos();
    wakeAt(market().openNanos() + (Math.floorDiv(since, intervalNanos) + 1) * intervalNanos);
  }

  /** Requests a decision from outside: {@link Simulator#run} returns. */
  void pause();
}
