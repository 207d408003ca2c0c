package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.OrderBook.NO_PRICE;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rules of the book written as plainly as possible: the oracle of {@link OrderBook}. */
final class NaiveBook {
  static final class Order {
    final long id;
    final int owner;
    final Side side;
    final TimeInForce timeInForce;
    int priceTicks;
    long remaining;

    Order(long id, int owner, Side side, int priceTicks, long quantity, TimeInForce timeInForce) {
      this.id = id;
      this.owner = owner;
      this.side = side;
      this.priceTicks = priceTicks;
      this.remaining = quantity;
      this.timeInForce = timeInForce;
    }
  }

  private final int instrument;
  private final OrderBookListener listener;
  private final Map<Long, Order> live = new LinkedHashMap<>();
  private final NavigableMap<Integer, List<Order>> bids = new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<Integer, List<Order>> asks = new TreeMap<>();

  NaiveBook(int instrument, OrderBookListener listener) {
    this.instrument = instrument;
    this.listener = listener;
  }

  NavigableMap<Integer, List<Order>> levels(Side side) {
    return side == Side.BUY ? bids : asks;
  }

  /** Live orders, the oldest first. */
  Map<Long, Order> live() {
    return live;
  }

  void submitLimit(long id, int owner, Side side, int price, long quantity, TimeInForce tif) {
    if (price < 1 || price > OrderBook.MAX_PRICE_TICKS) {
      listener.onRejected(instrument, id, owner, RejectReason.INVALID_PRICE);
    } else if (checked(id, owner, quantity)) {
      listener.onAccepted(instrument, id, owner, side, price, quantity);
      execute(new Order(id, owner, side, price, quantity, tif));
    }
  }

  void submitMarket(long id, int owner, Side side, long quantity) {
    if (checked(id, owner, quantity)) {
      listener.onAccepted(instrument, id, owner, side, NO_PRICE, quantity);
      Order order = new Order(id, owner, side, NO_PRICE, quantity, TimeInForce.IOC);
      match(order);
      if (order.remaining > 0) {
        cancelled(order, CancelReason.MARKET_REMAINDER);
      }
    }
  }

  private boolean checked(long id, int owner, long quantity) {
    if (quantity <= 0 || quantity > OrderBook.MAX_QUANTITY_LOTS) {
      listener.onRejected(instrument, id, owner, RejectReason.INVALID_QUANTITY);
    } else if (id == OrderBook.NO_ORDER) {
      listener.onRejected(instrument, id, owner, RejectReason.INVALID_ORDER_ID);
    } else if (live.containsKey(id)) {
      listener.onRejected(instrument, id, owner, RejectReason.DUPLICATE_ORDER_ID);
    } else {
      return true;
    }
    return false;
  }

  private void execute(Order order) {
    if (order.timeInForce == TimeInForce.FOK && fillable(order) < order.remaining) {
      cancelled(order, CancelReason.NOT_FILLABLE);
      return;
    }
    match(order);
    if (order.remaining == 0) {
      return;
    }
    if (order.timeInForce == TimeInForce.IOC) {
      cancelled(order, CancelReason.IMMEDIATE_REMAINDER);
      return;
    }
    live.put(order.id, order);
    levels(order.side).computeIfAbsent(order.priceTicks, p -> new ArrayList<>()).add(order);
  }

  private long fillable(Order order) {
    return levels(order.side.opposite()).entrySet().stream()
        .filter(level -> crosses(order, level.getKey()))
        .flatMap(level -> level.getValue().stream())
        .mapToLong(resting -> resting.remaining)
        .sum();
  }

  private static boolean crosses(Order order, int price) {
    return order.priceTicks == NO_PRICE
        || (order.side == Side.BUY ? price <= order.priceTicks : price >= order.priceTicks);
  }

  private void match(Order order) {
    NavigableMap<Integer, List<Order>> opposite = levels(order.side.opposite());
    while (order.remaining > 0 && !opposite.isEmpty()) {
      int price = opposite.firstKey();
      if (!crosses(order, price)) {
        return;
      }
      Order resting = opposite.firstEntry().getValue().getFirst();
      long fill = Math.min(order.remaining, resting.remaining);
      order.remaining -= fill;
      resting.remaining -= fill;
      if (resting.remaining == 0) {
        remove(resting);
      }
      listener.onTrade(
          instrument,
          resting.id,
          resting.owner,
          order.id,
          order.owner,
          order.side,
          price,
          fill,
          resting.remaining,
          order.remaining);
    }
  }

  private void remove(Order order) {
    List<Order> level = requireNonNull(levels(order.side).get(order.priceTicks));
    level.remove(order);
    if (level.isEmpty()) {
      levels(order.side).remove(order.priceTicks);
    }
    live.remove(order.id);
  }

  private void cancelled(Order order, CancelReason reason) {
    listener.onCancelled(instrument, order.id, order.owner, order.remaining, reason);
  }

  void cancel(long id, int owner) {
    Order order = own(id, owner);
    if (order != null) {
      remove(order);
      cancelled(order, CancelReason.REQUESTED);
    }
  }

  void reduce(long id, int owner, long by) {
    Order order = own(id, owner);
    if (order == null) {
      return;
    }
    if (by <= 0) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.INVALID_QUANTITY);
    } else if (by >= order.remaining) {
      remove(order);
      cancelled(order, CancelReason.REQUESTED);
    } else {
      order.remaining -= by;
      listener.onReduced(instrument, id, owner, order.remaining);
    }
  }

  void replace(long id, int owner, int price, long quantity) {
    Order order = own(id, owner);
    if (order == null) {
      return;
    }
    if (price < 1 || price > OrderBook.MAX_PRICE_TICKS) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.INVALID_PRICE);
    } else if (quantity <= 0 || quantity > OrderBook.MAX_QUANTITY_LOTS) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.INVALID_QUANTITY);
    } else {
      boolean keeps = price == order.priceTicks && quantity <= order.remaining;
      listener.onReplaced(instrument, id, owner, price, quantity, keeps);
      if (!keeps) {
        remove(order);
      }
      order.priceTicks = price;
      order.remaining = quantity;
      if (!keeps) {
        execute(order);
      }
    }
  }

  /** The caller's order, or null after a reject. */
  private @Nullable Order own(long id, int owner) {
    Order order = live.get(id);
    if (order == null) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.UNKNOWN_ORDER);
    } else if (order.owner != owner) {
      listener.onRequestRejected(instrument, id, owner, RejectReason.NOT_OWNER);
      return null;
    }
    return order;
  }
}
