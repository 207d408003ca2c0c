package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.market.NewsItem;
import java.util.List;

/**
 * A participant. Its methods are called by the simulator, one at a time, and must not block. All
 * mutable state is saved and restored; a stateless agent inherits that.
 */
public interface Agent extends Stateful {
  /**
   * The agent has its place in a simulation that is being built, with the context that all its
   * calls will have; called once. What an agent keeps of it is kept here: {@link #onStart} is not
   * called where a restored state goes on.
   */
  default void onAttach(AgentContext context) {}

  /** The session begins: schedule the first wake-up here. */
  void onStart(AgentContext context);

  /** A wake-up that the agent asked for. */
  void onWake(AgentContext context);

  /**
   * Whether this agent pauses the simulation at wake-ups, for decisions from outside; asked once.
   * Where several do, their wake-ups of one time come together: see {@link Simulator#run}.
   */
  default boolean decidesOutside() {
    return false;
  }

  /** The indicators that this agent reads by {@link AgentContext#indicator}; asked once. */
  default List<IndicatorRequest> indicators() {
    return List.of();
  }

  /**
   * What this agent waited for has happened.
   *
   * @param condition what {@link Conditions} called it
   */
  default void onCondition(AgentContext context, long condition) {}

  /**
   * Below which share of the other side a side of a book is so thin that this agent wants to hear
   * of it; 0 = never; asked once.
   */
  default double depthImbalanceShare() {
    return 0;
  }

  /**
   * One side of a book has just come to hold less than {@link #depthImbalanceShare} of what the
   * other holds, all levels together.
   */
  default void onDepthImbalance(AgentContext context, int instrument) {}

  /** Whether the simulator tells this agent what becomes of its orders; asked once. */
  default boolean wantsOrderEvents() {
    return false;
  }

  default void onAccepted(AgentContext context, int instrument, long orderId) {}

  /**
   * @param remainingLots 0 = the order is complete
   */
  default void onFill(
      AgentContext context,
      int instrument,
      long orderId,
      Side side,
      int priceTicks,
      long quantityLots,
      long remainingLots) {}

  /** The last trade reached the stop price of an order, which now acts as what it otherwise is. */
  default void onTriggered(AgentContext context, int instrument, long orderId) {}

  default void onCancelled(
      AgentContext context,
      int instrument,
      long orderId,
      long remainingLots,
      CancelReason reason) {}

  /** A live order became smaller in place. */
  default void onReduced(AgentContext context, int instrument, long orderId, long remainingLots) {}

  /** A live order has a new price and remaining quantity. */
  default void onReplaced(
      AgentContext context, int instrument, long orderId, int priceTicks, long remainingLots) {}

  /** A new order was refused. */
  default void onRejected(
      AgentContext context, int instrument, long orderId, RejectReason reason) {}

  /**
   * A cancel, reduce or replace was refused, for example because the order had been filled
   * meanwhile.
   */
  default void onRequestRejected(
      AgentContext context, int instrument, long orderId, RejectReason reason) {}

  /**
   * The lender wants shares back. What is not returned by the deadline is bought for the agent's
   * account at the market, whatever that costs.
   *
   * @param lots how much less the agent must be short
   */
  default void onRecall(AgentContext context, int instrument, long lots, long deadlineNanos) {}

  /** The equity is below the maintenance margin: all orders are cancelled, positions closed. */
  default void onMarginCall(AgentContext context) {}

  /** Whether the simulator tells this agent of news; asked once. */
  default boolean wantsNews() {
    return false;
  }

  /**
   * How far ahead of the public it knows news and fair values; 0 for all but the informed; asked
   * once.
   *
   * @see AgentContext#foreseenTicks
   */
  default long foresightNanos() {
    return 0;
  }

  /**
   * There are news. An agent receives them when they are released, less its {@link
   * #foresightNanos}; what it does then arrives after its latency, as always. By then fair values
   * have changed.
   *
   * @param item filled anew for the next piece: copy what is to be kept
   */
  default void onNews(AgentContext context, NewsItem item) {}

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}
}
