package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.gym.view.OwnOrdersView;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A trader's own live orders, oldest first. Grows to its working size and then allocates nothing.
 */
public final class WorkingOrders implements OwnOrdersView, Stateful {
  private static final int INITIAL_CAPACITY = 16;

  private @Nullable OrderBooks books;
  private int size;
  private long[] orderIds = new long[INITIAL_CAPACITY];
  private int[] instruments = new int[INITIAL_CAPACITY];
  private int[] signs = new int[INITIAL_CAPACITY];
  private int[] pricesTicks = new int[INITIAL_CAPACITY];
  private long[] remainingLots = new long[INITIAL_CAPACITY];
  private int[] cancelling = new int[INITIAL_CAPACITY]; // 1 = a cancel request is in flight
  private long[] sentNanos = new long[INITIAL_CAPACITY];

  void connect(OrderBooks market) {
    books = market;
  }

  private OrderBooks books() {
    if (books == null) {
      throw new IllegalStateException("the orders belong to no market");
    }
    return books;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public long orderId(int index) {
    return orderIds[index];
  }

  @Override
  public int instrument(int index) {
    return instruments[index];
  }

  @Override
  public Side side(int index) {
    return signs[index] > 0 ? Side.BUY : Side.SELL;
  }

  @Override
  public int priceTicks(int index) {
    return pricesTicks[index];
  }

  @Override
  public long remainingLots(int index) {
    return remainingLots[index];
  }

  @Override
  public boolean isCancelling(int index) {
    return cancelling[index] != 0;
  }

  @Override
  public long sentNanos(int index) {
    return sentNanos[index];
  }

  @Override
  public long quantityAheadLots(int index) {
    return books().quantityAheadLots(instruments[index], orderIds[index]);
  }

  @Override
  public long remainingLots(int instrument, Side side) {
    long total = 0;
    for (int i = 0; i < size; i++) {
      if (instruments[i] == instrument && signs[i] == side.sign()) {
        total += remainingLots[i];
      }
    }
    return total;
  }

  @Override
  public int best(int instrument, Side side) {
    int best = -1;
    for (int i = 0; i < size; i++) {
      if (instruments[i] == instrument
          && signs[i] == side.sign()
          && pricesTicks[i] != OrderBook.NO_PRICE
          && (best < 0 || (pricesTicks[i] - pricesTicks[best]) * side.sign() > 0)) {
        best = i;
      }
    }
    return best;
  }

  void clear() {
    size = 0;
  }

  void add(
      long orderId, int instrument, Side side, int priceTicks, long quantityLots, long timeNanos) {
    if (size == orderIds.length) {
      grow();
    }
    orderIds[size] = orderId;
    instruments[size] = instrument;
    signs[size] = side.sign();
    pricesTicks[size] = priceTicks;
    remainingLots[size] = quantityLots;
    cancelling[size] = 0;
    sentNanos[size] = timeNanos;
    size++;
  }

  int find(long orderId) {
    for (int i = 0; i < size; i++) {
      if (orderIds[i] == orderId) {
        return i;
      }
    }
    return -1;
  }

  /** {@code index} is a result of {@link #find}; -1 has no effect. */
  void setCancelling(int index) {
    if (index >= 0) {
      cancelling[index] = 1;
    }
  }

  void replace(long orderId, int priceTicks, long remaining) {
    int index = find(orderId);
    if (index >= 0) {
      pricesTicks[index] = priceTicks;
      remainingLots[index] = remaining;
    }
  }

  /**
   * Sets the remaining quantity of an order; 0 removes it. Ignores unknown ids, because the order
   * may already be removed.
   */
  void update(long orderId, long remaining) {
    int index = find(orderId);
    if (index >= 0 && remaining == 0) {
      remove(index);
    } else if (index >= 0) {
      remainingLots[index] = remaining;
    }
  }

  private void remove(int index) {
    size--;
    int moved = size - index;
    System.arraycopy(orderIds, index + 1, orderIds, index, moved);
    System.arraycopy(instruments, index + 1, instruments, index, moved);
    System.arraycopy(signs, index + 1, signs, index, moved);
    System.arraycopy(pricesTicks, index + 1, pricesTicks, index, moved);
    System.arraycopy(remainingLots, index + 1, remainingLots, index, moved);
    System.arraycopy(cancelling, index + 1, cancelling, index, moved);
    System.arraycopy(sentNanos, index + 1, sentNanos, index, moved);
  }

  private void grow() {
    int capacity = orderIds.length * 2;
    orderIds = Arrays.copyOf(orderIds, capacity);
    instruments = Arrays.copyOf(instruments, capacity);
    signs = Arrays.copyOf(signs, capacity);
    pricesTicks = Arrays.copyOf(pricesTicks, capacity);
    remainingLots = Arrays.copyOf(remainingLots, capacity);
    cancelling = Arrays.copyOf(cancelling, capacity);
    sentNanos = Arrays.copyOf(sentNanos, capacity);
  }

  @Override
  public void save(StateWriter out) {
    out.writeInt(size);
    out.writeLongs(orderIds, 0, size);
    out.writeInts(instruments, 0, size);
    out.writeInts(signs, 0, size);
    out.writeInts(pricesTicks, 0, size);
    out.writeLongs(remainingLots, 0, size);
    out.writeInts(cancelling, 0, size);
    out.writeLongs(sentNanos, 0, size);
  }

  @Override
  public void load(StateReader in) {
    size = in.readCount(3 * Long.BYTES + 4 * Integer.BYTES);
    while (orderIds.length < size) {
      grow();
    }
    in.readLongs(orderIds, 0, size);
    in.readInts(instruments, 0, size, 0, books().instruments() - 1);
    in.readInts(signs, 0, size, -1, 1);
    in.readInts(pricesTicks, 0, size);
    for (int i = 0; i < size; i++) {
      in.require(isPrice(pricesTicks[i]), "the price of an order");
    }
    in.readLongs(remainingLots, 0, size, 0, OrderBook.MAX_QUANTITY_LOTS);
    in.readInts(cancelling, 0, size, 0, 1);
    in.readLongs(sentNanos, 0, size, 0, Times.MAX_NANOS);
  }

  private static boolean isPrice(int ticks) {
    return ticks == OrderBook.NO_PRICE || (ticks >= 0 && ticks <= OrderBook.MAX_PRICE_TICKS);
  }
}
