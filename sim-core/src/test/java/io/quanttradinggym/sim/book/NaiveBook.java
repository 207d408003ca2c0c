package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.OrderBook.NO_PRICE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of the book written as plainly as possible: the oracle of {@link OrderBook}. */
final class NaiveBook {
  private final int instrument;
  private final BookRules rules;
  private final OrderBookListener listener;
  private final Map<Long, NaiveOrder> live = new LinkedHashMap<>();

  /** Per side: orders in the sequence in which they trade, resp. are triggered. */
  private final Map<Side, List<NaiveOrder>> shown = emptyQueues();

  private final Map<Side, List<NaiveOrder>> hidden = emptyQueues();
  private final Map<Side, List<NaiveOrder>> stops = emptyQueues();

  private TradingPhase phase = TradingPhase.CONTINUOUS;
  private long now;
  private int bandLow = 1;
  private int bandHigh = OrderBook.MAX_PRICE_TICKS;
  private int lastTrade = NO_PRICE;

  /** Prices traded since the stop orders were last looked at. */
  private final List<Integer> traded = new ArrayList<>();

  private final Trade trade;

  NaiveBook(int instrument, BookRules rules, OrderBookListener listener) {
    this.instrument = instrument;
    this.rules = rules;
    this.listener = listener;
    trade = new Trade(instrument);
  }

  private static Map<Side, List<NaiveOrder>> emptyQueues() {
    return Map.of(Side.BUY, new ArrayList<>(), Side.SELL, new ArrayList<>());
  }

  private static List<NaiveOrder> of(Map<Side, List<NaiveOrder>> queues, Side side) {
    return queues.getOrDefault(side, List.of());
  }

  /** Live orders, the oldest first. */
  Map<Long, NaiveOrder> live() {
    return live;
  }

  /** Displayed orders in the sequence in which they trade. */
  List<NaiveOrder> shown(Side side) {
    return of(shown, side);
  }

  TradingPhase phase() {
    return phase;
  }

  int lastTradeTicks() {
    return lastTrade;
  }

  long now() {
    return now;
  }

  void submit(OrderTicket ticket) {
    NaiveOrder order = new NaiveOrder(ticket);
    RejectReason reason = check(order);
    if (reason != null) {
      listener.onRejected(instrument, order.id, order.owner, reason);
      return;
    }
    listener.onAccepted(
        instrument, order.id, order.owner, order.side, order.limitTicks, order.remaining);
    if (order.isStop()) {
      rest(order);
      if (phase == TradingPhase.CONTINUOUS && lastTrade != NO_PRICE) {
        traded.add(lastTrade);
      }
    } else {
      execute(order);
    }
    triggerStops();
  }

  private @Nullable RejectReason check(NaiveOrder order) {
    if (!order.isMarket() && !isPrice(order.limitTicks)) {
      return RejectReason.INVALID_PRICE;
    } else if (!order.isMarket() && outsideBand(order.side, order.limitTicks)) {
      return RejectReason.PRICE_OUTSIDE_BAND;
    } else if (order.remaining < 1 || order.remaining > OrderBook.MAX_QUANTITY_LOTS) {
      return RejectReason.INVALID_QUANTITY;
    } else if (order.id == OrderBook.NO_ORDER) {
      return RejectReason.INVALID_ORDER_ID;
    } else if (live.containsKey(order.id)) {
      return RejectReason.DUPLICATE_ORDER_ID;
    } else if (order.isStop() && !isPrice(order.stopTicks)) {
      return RejectReason.INVALID_STOP_PRICE;
    } else if (order.displayLots < 0) {
      return RejectReason.INVALID_DISPLAY;
    }
    return checkInstructions(order);
  }

  private @Nullable RejectReason checkInstructions(NaiveOrder order) {
    boolean special = order.postOnly || order.displayLots < order.remaining;
    boolean goodTill = order.timeInForce == TimeInForce.GTD;
    if (goodTill && (order.expiryNanos <= now || order.expiryNanos == OrderTicket.NO_EXPIRY)) {
      return RejectReason.INVALID_EXPIRY;
    } else if (special && (order.isStop() || order.isMarket() || order.isImmediate())) {
      return RejectReason.INCOMPATIBLE_INSTRUCTIONS;
    } else if (order.isStop() && order.isImmediate()) {
      return RejectReason.INCOMPATIBLE_INSTRUCTIONS;
    } else if (order.isMarket() && !order.isStop() && !order.isImmediate()) {
      return RejectReason.INCOMPATIBLE_INSTRUCTIONS;
    } else if (phase == TradingPhase.HALTED) {
      return RejectReason.MARKET_HALTED;
    } else if (phase == TradingPhase.AUCTION_CALL && (order.postOnly || order.isImmediate())) {
      return RejectReason.NOT_IN_CALL;
    } else if (phase == TradingPhase.CONTINUOUS && order.postOnly && wouldTrade(order)) {
      return RejectReason.WOULD_TAKE;
    }
    return null;
  }

  private static boolean isPrice(int ticks) {
    return ticks >= 1 && ticks <= OrderBook.MAX_PRICE_TICKS;
  }

  private boolean outsideBand(Side side, int ticks) {
    return side == Side.BUY ? ticks > bandHigh : ticks < bandLow;
  }

  private boolean wouldTrade(NaiveOrder order) {
    NaiveOrder best = best(order.side.opposite());
    return best != null && order.accepts(best.limitTicks);
  }

  /** The order that trades next: by price, then shown before hidden, then by time. */
  private @Nullable NaiveOrder best(Side side) {
    NaiveOrder visible = shown(side).isEmpty() ? null : shown(side).getFirst();
    NaiveOrder dark = of(hidden, side).isEmpty() ? null : of(hidden, side).getFirst();
    if (visible == null || dark == null) {
      return visible == null ? dark : visible;
    }
    return (dark.limitTicks - visible.limitTicks) * side.sign() > 0 ? dark : visible;
  }

  private void execute(NaiveOrder order) {
    if (phase == TradingPhase.CONTINUOUS) {
      if (order.timeInForce == TimeInForce.FOK && !fillable(order)) {
        cancelled(order, order.remaining, CancelReason.NOT_FILLABLE);
        return;
      }
      if (!match(order)) {
        return;
      }
      if (order.remaining > 0 && (order.isMarket() || order.isImmediate())) {
        cancelRemainder(order);
        return;
      }
    }
    if (order.remaining > 0) {
      rest(order);
    }
  }

  private void cancelRemainder(NaiveOrder order) {
    if (!order.isMarket()) {
      cancelled(order, order.remaining, CancelReason.IMMEDIATE_REMAINDER);
    } else if (best(order.side.opposite()) == null) {
      cancelled(order, order.remaining, CancelReason.MARKET_REMAINDER);
    } else {
      cancelled(order, order.remaining, CancelReason.PRICE_BAND);
      boolean up = order.side == Side.BUY;
      changePhase(TradingPhase.HALTED, up ? PhaseCause.LIMIT_UP : PhaseCause.LIMIT_DOWN);
    }
  }

  /** Tries on a copy of the book whether all of it trades. */
  private boolean fillable(NaiveOrder order) {
    RecordingListener heard = new RecordingListener(instrument);
    NaiveBook copy = new NaiveBook(instrument, rules, heard);
    copy.bandLow = bandLow;
    copy.bandHigh = bandHigh;
    Side side = order.side.opposite();
    shown(side).forEach(resting -> copy.enter(new NaiveOrder(resting)));
    of(hidden, side).forEach(resting -> copy.enter(new NaiveOrder(resting)));
    copy.match(new NaiveOrder(order));
    long filled = 0;
    for (BookEvent event : heard.drain()) {
      if (event instanceof BookEvent.Traded trade) {
        filled += trade.quantityLots();
      }
    }
    return filled == order.remaining;
  }

  /** Returns false where self-trade prevention has ended the order. */
  private boolean match(NaiveOrder order) {
    while (order.remaining > 0) {
      NaiveOrder resting = best(order.side.opposite());
      if (resting == null
          || !order.accepts(resting.limitTicks)
          || outsideBand(order.side, resting.limitTicks)) {
        return true;
      }
      SelfTradePrevention rule = order.rule == null ? rules.selfTradePrevention() : order.rule;
      if (resting.owner == order.owner && rule != SelfTradePrevention.NONE) {
        if (!preventSelfTrade(order, resting, rule)) {
          return false;
        }
        continue;
      }
      long fill = Math.min(order.remaining, resting.slice);
      order.remaining -= fill;
      take(resting, fill);
      noteTrade(resting.limitTicks);
      listener.onTrade(
          trade
              .resting(resting.id, resting.owner, resting.remaining)
              .incoming(order.id, order.owner, order.remaining)
              .continuous(order.side, resting.limitTicks, fill));
    }
    return true;
  }

  private boolean preventSelfTrade(NaiveOrder order, NaiveOrder resting, SelfTradePrevention rule) {
    switch (rule) {
      case NONE -> {}
      case CANCEL_NEWEST -> cancelled(order, order.remaining, CancelReason.SELF_TRADE);
      case CANCEL_OLDEST -> end(resting, CancelReason.SELF_TRADE);
      case CANCEL_BOTH -> {
        end(resting, CancelReason.SELF_TRADE);
        cancelled(order, order.remaining, CancelReason.SELF_TRADE);
      }
      case DECREMENT -> {
        long less = Math.min(order.remaining, resting.slice);
        take(resting, less);
        reduced(resting, less);
        order.remaining -= less;
        reduced(order, less);
        return order.remaining > 0;
      }
    }
    return rule == SelfTradePrevention.CANCEL_OLDEST;
  }

  private void reduced(NaiveOrder order, long less) {
    if (order.remaining > 0) {
      listener.onReduced(instrument, order.id, order.owner, order.remaining);
    } else {
      cancelled(order, less, CancelReason.SELF_TRADE);
    }
  }

  /** Takes off a resting order's slice; the next slice goes to the end of the queue. */
  private void take(NaiveOrder resting, long lots) {
    resting.remaining -= lots;
    resting.slice -= lots;
    if (resting.slice == 0) {
      leave(resting);
      if (resting.remaining > 0) {
        resting.newSlice();
        enter(resting);
      } else {
        live.remove(resting.id);
      }
    }
  }

  private void noteTrade(int ticks) {
    lastTrade = ticks;
    traded.add(ticks);
  }

  private void rest(NaiveOrder order) {
    if (!order.isStop()) {
      order.newSlice();
    }
    live.put(order.id, order);
    enter(order);
  }

  private List<NaiveOrder> queue(NaiveOrder order) {
    return of(order.isStop() ? stops : order.isHidden() ? hidden : shown, order.side);
  }

  private void enter(NaiveOrder order) {
    List<NaiveOrder> queue = queue(order);
    // The best price is the highest for bids and for sell stops.
    boolean highestFirst = (order.side == Side.BUY) != order.isStop();
    Comparator<NaiveOrder> byPrice = Comparator.comparingInt(NaiveOrder::ticks);
    Comparator<NaiveOrder> sequence = highestFirst ? byPrice.reversed() : byPrice;
    int place = 0;
    while (place < queue.size() && sequence.compare(queue.get(place), order) <= 0) {
      place++;
    }
    queue.add(place, order);
  }

  private void leave(NaiveOrder order) {
    queue(order).remove(order);
  }

  private void end(NaiveOrder order, CancelReason reason) {
    leave(order);
    live.remove(order.id);
    cancelled(order, order.remaining, reason);
  }

  private void cancelled(NaiveOrder order, long lots, CancelReason reason) {
    listener.onCancelled(instrument, order.id, order.owner, lots, reason);
  }

  private void triggerStops() {
    while (phase == TradingPhase.CONTINUOUS) {
      NaiveOrder stop = nextTriggered();
      if (stop == null) {
        break;
      }
      leave(stop);
      live.remove(stop.id);
      stop.stopTicks = NO_PRICE;
      listener.onTriggered(instrument, stop.id, stop.owner);
      if (!stop.isMarket() && outsideBand(stop.side, stop.limitTicks)) {
        cancelled(stop, stop.remaining, CancelReason.PRICE_BAND);
      } else {
        execute(stop);
      }
    }
    traded.clear();
  }

  private @Nullable NaiveOrder nextTriggered() {
    for (NaiveOrder stop : of(stops, Side.BUY)) {
      if (traded.stream().anyMatch(ticks -> ticks >= stop.stopTicks)) {
        return stop;
      }
    }
    for (NaiveOrder stop : of(stops, Side.SELL)) {
      if (traded.stream().anyMatch(ticks -> ticks <= stop.stopTicks)) {
        return stop;
      }
    }
    return null;
  }

  void cancel(long id, int owner) {
    NaiveOrder order = own(id, owner);
    if (order != null) {
      end(order, CancelReason.REQUESTED);
    }
  }

  void reduce(long id, int owner, long by) {
    NaiveOrder order = own(id, owner);
    if (order == null) {
      return;
    }
    if (by <= 0) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.INVALID_QUANTITY);
    } else if (by >= order.remaining) {
      end(order, CancelReason.REQUESTED);
    } else {
      shrink(order, by);
      listener.onReduced(instrument, id, owner, order.remaining);
    }
  }

  /** What is not shown goes first. */
  private static void shrink(NaiveOrder order, long by) {
    order.remaining -= by;
    order.slice = Math.min(order.slice, order.remaining);
  }

  void replace(long id, int owner, int price, long quantity) {
    NaiveOrder order = own(id, owner);
    if (order == null) {
      return;
    }
    RejectReason reason = checkReplace(order, price, quantity);
    if (reason != null) {
      listener.onRequestRejected(instrument, id, owner, reason);
    } else if (price == order.limitTicks && quantity <= order.remaining) {
      shrink(order, order.remaining - quantity);
      listener.onReplaced(instrument, id, owner, price, quantity, true);
    } else {
      leave(order);
      live.remove(id);
      order.limitTicks = price;
      order.remaining = quantity;
      listener.onReplaced(instrument, id, owner, price, quantity, false);
      execute(order);
      triggerStops();
    }
  }

  private @Nullable RejectReason checkReplace(NaiveOrder order, int price, long quantity) {
    if (!isPrice(price)) {
      return RejectReason.INVALID_PRICE;
    } else if (outsideBand(order.side, price)) {
      return RejectReason.PRICE_OUTSIDE_BAND;
    } else if (quantity < 1 || quantity > OrderBook.MAX_QUANTITY_LOTS) {
      return RejectReason.INVALID_QUANTITY;
    } else if (phase == TradingPhase.HALTED) {
      return RejectReason.MARKET_HALTED;
    } else if (order.isStop()) {
      return RejectReason.STOP_PENDING;
    }
    NaiveOrder moved = new NaiveOrder(order);
    moved.limitTicks = price;
    boolean takes = order.postOnly && phase == TradingPhase.CONTINUOUS && wouldTrade(moved);
    return takes ? RejectReason.WOULD_TAKE : null;
  }

  /** The caller's order, or null after a reject. */
  private @Nullable NaiveOrder own(long id, int owner) {
    NaiveOrder order = live.get(id);
    if (order == null) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.UNKNOWN_ORDER);
    } else if (order.owner != owner) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.NOT_OWNER);
      return null;
    }
    return order;
  }

  void advanceTime(long nowNanos) {
    now = nowNanos;
    live.values().stream()
        .filter(order -> order.timeInForce == TimeInForce.GTD && order.expiryNanos <= now)
        .sorted(
            Comparator.<NaiveOrder>comparingLong(order -> order.expiryNanos)
                .thenComparingLong(order -> order.id))
        .toList()
        .forEach(order -> end(order, CancelReason.EXPIRED));
  }

  void closeDay() {
    for (Map<Side, List<NaiveOrder>> queues : List.of(shown, hidden, stops)) {
      for (Side side : Side.values()) {
        of(queues, side).stream()
            .filter(order -> order.timeInForce == TimeInForce.DAY)
            .toList()
            .forEach(order -> end(order, CancelReason.EXPIRED));
      }
    }
  }

  void setPriceBand(int low, int high) {
    bandLow = low;
    bandHigh = high;
    for (Map<Side, List<NaiveOrder>> queues : List.of(shown, hidden)) {
      for (Side side : Side.values()) {
        of(queues, side).stream()
            .filter(order -> outsideBand(side, order.limitTicks))
            .toList()
            .forEach(order -> end(order, CancelReason.PRICE_BAND));
      }
    }
  }

  void halt() {
    changePhase(TradingPhase.HALTED, PhaseCause.REQUESTED);
  }

  void startCall() {
    changePhase(TradingPhase.AUCTION_CALL, PhaseCause.REQUESTED);
  }

  void open(int referenceTicks) {
    if (phase == TradingPhase.CONTINUOUS) {
      return;
    }
    uncross(referenceTicks);
    changePhase(TradingPhase.CONTINUOUS, PhaseCause.REQUESTED);
    if (lastTrade != NO_PRICE) {
      traded.add(lastTrade);
    }
    triggerStops();
  }

  private void changePhase(TradingPhase to, PhaseCause cause) {
    if (phase != to) {
      phase = to;
      listener.onPhaseChanged(instrument, to, cause);
    }
  }

  /** Tries every price. */
  private void uncross(int referenceTicks) {
    NaiveOrder buy = best(Side.BUY);
    NaiveOrder sell = best(Side.SELL);
    if (buy == null || sell == null || buy.limitTicks < sell.limitTicks) {
      return;
    }
    Comparator<Integer> better =
        Comparator.<Integer>comparingLong(ticks -> -Math.min(demand(ticks), supply(ticks)))
            .thenComparingLong(ticks -> Math.abs(demand(ticks) - supply(ticks)))
            .thenComparingInt(ticks -> Math.abs(ticks - referenceTicks))
            .thenComparingInt(ticks -> ticks);
    int price = sell.limitTicks;
    for (int ticks = sell.limitTicks; ticks <= buy.limitTicks; ticks++) {
      price = better.compare(ticks, price) < 0 ? ticks : price;
    }
    long volume = Math.min(demand(price), supply(price));
    for (long left = volume; left > 0; ) {
      left -= auctionTrade(price, left);
    }
    noteTrade(price);
    listener.onUncrossed(instrument, price, volume);
  }

  private long demand(int ticks) {
    return interest(Side.BUY, ticks);
  }

  private long supply(int ticks) {
    return interest(Side.SELL, ticks);
  }

  private long interest(Side side, int ticks) {
    return live.values().stream()
        .filter(order -> !order.isStop() && order.side == side && order.accepts(ticks))
        .mapToLong(order -> order.remaining)
        .sum();
  }

  private long auctionTrade(int price, long left) {
    NaiveOrder buy = best(Side.BUY);
    NaiveOrder sell = best(Side.SELL);
    if (buy == null || sell == null) {
      throw new AssertionError("the auction's volume is not there");
    }
    long fill = Math.min(left, Math.min(buy.slice, sell.slice));
    take(buy, fill);
    take(sell, fill);
    listener.onTrade(
        trade
            .resting(sell.id, sell.owner, sell.remaining)
            .incoming(buy.id, buy.owner, buy.remaining)
            .auction(price, fill));
    return fill;
  }
}
