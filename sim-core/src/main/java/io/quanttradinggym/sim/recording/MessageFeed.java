package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBookView;
import io.quanttradinggym.sim.book.PhaseCause;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.book.TradingPhase;
import io.quanttradinggym.sim.data.LobsterMessages;
import io.quanttradinggym.sim.kernel.SimulationHook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Publishes the changes of one instrument's displayed orders like an exchange feed: the quantity
 * taken by an incoming order is published as executions of resting orders, and only its resting
 * remainder as a submission. An order that loses its queue position is deleted and submitted again,
 * under a new id as on NASDAQ. During an auction call nothing is published; when trading resumes,
 * the differences are published.
 */
public final class MessageFeed implements SimulationHook {
  /** Ids above this value belong to resubmitted orders. */
  private static final long FIRST_REISSUED = 1L << 40;

  private final int instrument;
  private final OrderBookView book;
  private final MessageListener listener;
  private final DisplayedOrders orders = new DisplayedOrders();
  private final MessageScope pending = new MessageScope();
  private long reissued;
  private boolean silent;
  private boolean halted;

  private record Resting(long orderId, Side side, int priceTicks, long lots) {}

  /**
   * @param book book of this instrument
   */
  public MessageFeed(int instrument, OrderBookView book, MessageListener listener) {
    this.instrument = instrument;
    this.book = book;
    this.listener = listener;
    onRestored();
  }

  @Override
  public void onRestored() {
    orders.clear();
    pending.clear();
    reissued = FIRST_REISSUED;
    silent = false;
    halted = false;
    for (Resting order : resting()) {
      orders.put(
          order.orderId, order.orderId, order.side == Side.BUY, order.priceTicks, order.lots);
    }
    listener.onBegin();
  }

  private List<Resting> resting() {
    List<Resting> all = new ArrayList<>();
    for (Side side : Side.values()) {
      book.forEachOrder(
          side,
          (orderId, participant, priceTicks, lots) ->
              all.add(new Resting(orderId, side, priceTicks, lots)));
    }
    return all;
  }

  @Override
  public void onAccepted(
      int on, long orderId, int participant, Side side, int priceTicks, long quantityLots) {
    if (on == instrument && priceTicks != OrderBookView.NO_PRICE) {
      pending.add(orderId, false);
    }
  }

  @Override
  public void onTriggered(int on, long orderId, int participant) {
    if (on == instrument) {
      pending.add(orderId, false);
    }
  }

  @Override
  public void onTrade(Trade trade) {
    if (trade.instrument() != instrument || silent) {
      return;
    }
    Side side = trade.aggressor().opposite();
    int waiting = pending.find(trade.restingOrderId());
    if (waiting != MessageScope.NONE) { // displayed and removed within one message
      submit(
          trade.restingOrderId(),
          pending.isAgain(waiting),
          side,
          trade.priceTicks(),
          trade.quantityLots());
      pending.setAgain(waiting);
    }
    int place = orders.find(trade.restingOrderId());
    if (place == DisplayedOrders.NONE) {
      listener.onMessage(
          LobsterMessages.HIDDEN_EXECUTION, 0, side, trade.priceTicks(), trade.quantityLots());
      return;
    }
    long shown = orders.lots(place) - trade.quantityLots();
    take(LobsterMessages.EXECUTION, place, trade.quantityLots());
    if (shown == 0 && trade.restingRemainingLots() > 0 && waiting == MessageScope.NONE) {
      pending.add(trade.restingOrderId(), true); // the next slice of a reserve order
    }
  }

  @Override
  public void onCancelled(
      int on, long orderId, int participant, long remainingLots, CancelReason reason) {
    if (on == instrument && !silent) {
      delete(orderId);
    }
  }

  @Override
  public void onReduced(int on, long orderId, int participant, long remainingLots) {
    if (on == instrument && !silent) {
      shrink(orderId);
    }
  }

  @Override
  public void onReplaced(
      int on,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    if (on != instrument || silent) {
      return;
    }
    if (keptPriority) {
      shrink(orderId);
    } else {
      delete(orderId);
      pending.add(orderId, true);
    }
  }

  private void delete(long orderId) {
    int place = orders.find(orderId);
    if (place != DisplayedOrders.NONE) {
      take(LobsterMessages.DELETION, place, orders.lots(place));
    }
  }

  private void shrink(long orderId) {
    int place = orders.find(orderId);
    long less = place == DisplayedOrders.NONE ? 0 : orders.lots(place) - book.shownLots(orderId);
    if (less > 0) {
      take(LobsterMessages.REDUCTION, place, less);
    } else if (less < 0) { // next slice of a reserve order, which may be larger
      delete(orderId);
      pending.add(orderId, true);
    }
  }

  private void take(int type, int place, long lots) {
    Side side = orders.isBuy(place) ? Side.BUY : Side.SELL;
    int priceTicks = orders.priceTicks(place);
    long toldId = orders.toldId(place);
    orders.setLots(place, orders.lots(place) - lots);
    if (orders.lots(place) == 0) {
      orders.remove(place);
    }
    listener.onMessage(type, toldId, side, priceTicks, lots);
  }

  @Override
  public void onMessageDone(int on) {
    if (on != instrument) {
      return;
    }
    for (int i = 0; i < pending.count() && !silent; i++) {
      long orderId = pending.orderId(i);
      long shown = book.shownLots(orderId);
      if (shown > 0 && orders.find(orderId) == DisplayedOrders.NONE) {
        submit(orderId, pending.isAgain(i), book.side(orderId), book.priceTicks(orderId), shown);
      }
    }
    pending.clear();
  }

  private void submit(long orderId, boolean again, Side side, int priceTicks, long lots) {
    long toldId = again ? ++reissued : orderId;
    orders.put(orderId, toldId, side == Side.BUY, priceTicks, lots);
    listener.onMessage(LobsterMessages.SUBMISSION, toldId, side, priceTicks, lots);
  }

  @Override
  public void onUncrossed(int on, int priceTicks, long quantityLots) {
    if (on == instrument) {
      listener.onCross(priceTicks, quantityLots);
    }
  }

  @Override
  public void onPhaseChanged(int on, TradingPhase phase, PhaseCause cause) {
    if (on != instrument) {
      return;
    }
    silent = phase == TradingPhase.AUCTION_CALL || (silent && phase == TradingPhase.HALTED);
    if (phase == TradingPhase.CONTINUOUS) {
      catchUp();
    }
    boolean halts = phase == TradingPhase.HALTED;
    if (halts != halted && !silent) {
      halted = halts;
      listener.onHalt(halts);
    }
  }

  /** Publishes the changes of orders that occurred during an auction call. */
  private void catchUp() {
    Set<Long> deleted = new LinkedHashSet<>();
    for (long orderId : orders.ids()) {
      int place = orders.find(orderId);
      boolean moved = book.priceTicks(orderId) != orders.priceTicks(place);
      long shown = moved ? 0 : book.shownLots(orderId);
      long less = orders.lots(place) - shown;
      if (shown == 0 || less < 0) {
        take(LobsterMessages.DELETION, place, orders.lots(place));
        deleted.add(orderId);
      } else if (less > 0) {
        take(LobsterMessages.REDUCTION, place, less);
      }
    }
    for (Resting order : resting()) {
      if (orders.find(order.orderId) == DisplayedOrders.NONE) {
        boolean again = deleted.contains(order.orderId);
        submit(order.orderId, again, order.side, order.priceTicks, order.lots);
      }
    }
  }
}
