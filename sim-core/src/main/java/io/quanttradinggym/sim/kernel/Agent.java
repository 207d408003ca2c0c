package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.Report;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A participant. The simulator calls its methods one at a time; they must not block. All mutable
 * state is saved and restored; a stateless agent inherits the empty implementations.
 */
public interface Agent extends Stateful {
  /**
   * Attaches the agent to a simulation under construction. The agent receives the context of all
   * later calls; called once. Store the context here: a restored simulation does not call {@link
   * #onStart}.
   */
  default void onAttach(AgentContext context) {}

  /** The session begins: schedule the first wake-up here. */
  void onStart(AgentContext context);

  /** A requested wake-up is due. */
  void onWake(AgentContext context);

  /**
   * Whether decisions of this agent come from outside: the agent then pauses the simulation at
   * wake-ups. Read once. Simultaneous wake-ups of several such agents are gathered: see {@link
   * Simulator#run}.
   */
  default boolean decidesOutside() {
    return false;
  }

  /** Indicators that this agent reads by {@link AgentContext#indicator}; read once. */
  default List<IndicatorRequest> indicators() {
    return List.of();
  }

  /**
   * A condition of this agent holds.
   *
   * @param condition id returned by {@link Conditions}
   */
  default void onCondition(AgentContext context, long condition) {}

  /**
   * Depth ratio of a thin side to the other side below which {@link #onDepthImbalance} is called; 0
   * = never; read once.
   */
  default double depthImbalanceShare() {
    return 0;
  }

  /**
   * The depth of one side of a book has fallen below {@link #depthImbalanceShare} of the other
   * side's depth. The depth is the quantity at all levels.
   */
  default void onDepthImbalance(AgentContext context, int instrument) {}

  /** Whether this agent subscribes to events of its orders; read once. */
  default boolean wantsOrderEvents() {
    return false;
  }

  /**
   * Events of its orders that this agent ignores although it subscribes; read once. They are not
   * delivered: most orders are accepted, and a call without effect costs as much as one with.
   */
  default Set<Report> ignoredOrderEvents() {
    return EnumSet.noneOf(Report.class);
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

  /** The last trade reached the stop price of an order. The order is now active. */
  default void onTriggered(AgentContext context, int instrument, long orderId) {}

  default void onCancelled(
      AgentContext context,
      int instrument,
      long orderId,
      long remainingLots,
      CancelReason reason) {}

  /** A live order was reduced in place. */
  default void onReduced(AgentContext context, int instrument, long orderId, long remainingLots) {}

  /** A live order has a new price and remaining quantity. */
  default void onReplaced(
      AgentContext context, int instrument, long orderId, int priceTicks, long remainingLots) {}

  /** A new order was rejected. */
  default void onRejected(
      AgentContext context, int instrument, long orderId, RejectReason reason) {}

  /**
   * A cancel, reduce or replace request was rejected, for example because the order was already
   * filled.
   */
  default void onRequestRejected(
      AgentContext context, int instrument, long orderId, RejectReason reason) {}

  /**
   * The lender recalls shares. Shares that are not returned by the deadline are bought for the
   * agent's account at the market, at any price.
   *
   * @param lots quantity by which the short position must fall
   */
  default void onRecall(AgentContext context, int instrument, long lots, long deadlineNanos) {}

  /**
   * Margin call: the equity is below the maintenance margin. All orders are cancelled and positions
   * are closed.
   */
  default void onMarginCall(AgentContext context) {}

  /** Whether this agent subscribes to news; read once. */
  default boolean wantsNews() {
    return false;
  }

  /**
   * Lead over the public in receiving news and fair values; 0 for uninformed agents; read once.
   *
   * @see AgentContext#foreseenTicks
   */
  default long foresightNanos() {
    return 0;
  }

  /**
   * A news item is due: at its publication time minus {@link #foresightNanos}. Fair values have
   * already changed. Orders sent in response arrive after the agent's latency, as usual.
   *
   * @param item reused for the next item; copy the values that you keep
   */
  default void onNews(AgentContext context, NewsItem item) {}

  @Override
  default void save(StateWriter out) {}

  @Override
  default void load(StateReader in) {}
}
