package io.quanttradinggym.sim.data;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderBookListener;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.book.Trade;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends each sweep, a maximal run of visible executions with one time and direction, as one
 * immediate order to a copy of the book, and compares the fills with the exchange's. The replayed
 * book does not change.
 */
final class SweepCheck {
  private static final long SWEEP_ORDER_ID = Long.MAX_VALUE;

  /** Placeholder for every order that is unknown to the book. */
  private static final long ANONYMOUS = -1;

  private record Fill(long orderId, int priceTicks, long sizeLots) {}

  private final LobsterMessages messages;
  private final FillListener heard = new FillListener();
  private final OrderBook copy = new OrderBook(0, heard);
  private final StateWriter writer = new StateWriter();
  private final StateReader reader = new StateReader(new byte[0], 0, 0);

  /** The first message after the last sweep that was checked. */
  private int next;

  private long sweeps;
  private long reproduced;

  SweepCheck(LobsterMessages messages) {
    this.messages = messages;
  }

  long sweeps() {
    return sweeps;
  }

  long reproduced() {
    return reproduced;
  }

  /**
   * Checks the sweep that starts with this message, if any; {@code book} is the state before the
   * message.
   */
  void check(int message, OrderBook book) {
    if (message < next || messages.type(message) != LobsterMessages.EXECUTION) {
      return;
    }
    List<Fill> published = new ArrayList<>();
    long size = 0;
    int last = message;
    for (int i = message; continues(message, i); i++) {
      if (messages.type(i) == LobsterMessages.EXECUTION) {
        int ticks = messages.priceTicks(i);
        boolean known = book.priceTicks(messages.orderId(i)) == ticks;
        addFill(published, known ? messages.orderId(i) : ANONYMOUS, ticks, messages.sizeLots(i));
        size += messages.sizeLots(i);
        last = i;
      }
    }
    next = last + 1;
    sweeps++;
    if (published.equals(sweep(book, messages.side(message), messages.priceTicks(last), size))) {
      reproduced++;
    }
  }

  private boolean continues(int first, int i) {
    return i < messages.size()
        && messages.timeNanos(i) == messages.timeNanos(first)
        && (messages.type(i) == LobsterMessages.HIDDEN_EXECUTION
            || (messages.type(i) == LobsterMessages.EXECUTION
                && messages.side(i) == messages.side(first)));
  }

  private List<Fill> sweep(OrderBook book, Side resting, int limitTicks, long sizeLots) {
    writer.clear();
    book.save(writer);
    reader.wrap(writer.buffer(), 0, writer.size());
    copy.load(reader);
    copy.open(limitTicks);
    heard.fills.clear();
    copy.submitLimit(
        SWEEP_ORDER_ID,
        LobsterBook.OWNER,
        resting.opposite(),
        limitTicks,
        sizeLots,
        TimeInForce.IOC);
    return heard.fills;
  }

  /**
   * The distribution of anonymous quantity among the unknown orders of a level is unknown, so their
   * fills are counted together.
   */
  private static void addFill(List<Fill> fills, long orderId, int ticks, long sizeLots) {
    Fill last = fills.isEmpty() ? null : fills.getLast();
    if (last != null
        && orderId == ANONYMOUS
        && last.orderId == ANONYMOUS
        && last.priceTicks == ticks) {
      fills.set(fills.size() - 1, new Fill(ANONYMOUS, ticks, last.sizeLots + sizeLots));
    } else {
      fills.add(new Fill(orderId, ticks, sizeLots));
    }
  }

  private static final class FillListener implements OrderBookListener {
    final List<Fill> fills = new ArrayList<>();

    @Override
    public void onTrade(Trade trade) {
      addFill(
          fills,
          Math.max(trade.restingOrderId(), ANONYMOUS),
          trade.priceTicks(),
          trade.quantityLots());
    }

    @Override
    public void onAccepted(
        int instrument,
        long orderId,
        int participant,
        Side side,
        int priceTicks,
        long quantityLots) {}

    @Override
    public void onCancelled(
        int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {}

    @Override
    public void onReduced(int instrument, long orderId, int participant, long remainingLots) {}

    @Override
    public void onReplaced(
        int instrument,
        long orderId,
        int participant,
        int priceTicks,
        long remainingLots,
        boolean keptPriority) {}

    @Override
    public void onRejected(int instrument, long orderId, int participant, RejectReason reason) {}

    @Override
    public void onRequestRejected(
        int instrument, long orderId, int participant, RejectReason reason) {}
  }
}
