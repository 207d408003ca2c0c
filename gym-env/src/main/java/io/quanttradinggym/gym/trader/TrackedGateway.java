package io.quanttradinggym.gym.trader;

import io.quanttradinggym.base.state.Digest;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.SelfTradePrevention;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.OrderGateway;
import org.jspecify.annotations.Nullable;

/** A trader's gateway: records sent orders in {@link WorkingOrders} and in a digest. */
final class TrackedGateway implements OrderGateway, Stateful {
  private static final int LIMIT = 1;
  private static final int MARKET = 2;
  private static final int CANCEL = 3;
  private static final int REDUCE = 4;
  private static final int REPLACE = 5;
  private static final int TICKET = 6;

  private final WorkingOrders orders = new WorkingOrders();
  private final Digest digest = new Digest();
  private @Nullable OrderGateway gateway;
  private @Nullable OrderBooks books;

  WorkingOrders orders() {
    return orders;
  }

  /**
   * Digest of all orders and cancels sent in this episode; order ids count from the first order.
   */
  long digest() {
    return digest.value();
  }

  void connect(OrderGateway to, OrderBooks market) {
    gateway = to;
    books = market;
    orders.connect(market);
  }

  void clear() {
    orders.clear();
    digest.clear();
  }

  private OrderGateway to() {
    if (gateway == null) {
      throw new IllegalStateException("no orders before the session starts");
    }
    return gateway;
  }

  private long nowNanos() {
    return books == null ? 0 : books.timeNanos();
  }

  @Override
  public long submitLimit(
      int instrument, Side side, int priceTicks, long quantityLots, TimeInForce timeInForce) {
    long orderId = to().submitLimit(instrument, side, priceTicks, quantityLots, timeInForce);
    orders.add(orderId, instrument, side, priceTicks, quantityLots, nowNanos());
    record(LIMIT, instrument, side.sign() * (long) priceTicks, quantityLots);
    return orderId;
  }

  @Override
  public long submitMarket(int instrument, Side side, long quantityLots) {
    long orderId = to().submitMarket(instrument, side, quantityLots);
    orders.add(orderId, instrument, side, OrderBook.NO_PRICE, quantityLots, nowNanos());
    record(MARKET, instrument, side.sign(), quantityLots);
    return orderId;
  }

  @Override
  public long submit(int instrument, OrderTicket ticket) {
    long orderId = to().submit(instrument, ticket);
    Side side = ticket.side();
    long lots = ticket.quantityLots();
    orders.add(orderId, instrument, side, ticket.priceTicks(), lots, nowNanos());
    record(TICKET, instrument, side.sign() * (long) ticket.priceTicks(), ticket.quantityLots());
    digest.add(ticket.timeInForce().ordinal());
    digest.add(ticket.stopTicks());
    digest.add(ticket.displayLots());
    digest.add(ticket.isPostOnly() ? 1 : 0);
    digest.add(ticket.expiryNanos());
    SelfTradePrevention prevention = ticket.selfTradePrevention();
    digest.add(prevention == null ? -1 : prevention.ordinal());
    return orderId;
  }

  @Override
  public void cancel(int instrument, long orderId) {
    int index = orders.find(orderId);
    to().cancel(instrument, orderId);
    record(CANCEL, instrument, index < 0 ? 0 : orders.priceTicks(index), 0);
    orders.setCancelling(index);
  }

  @Override
  public void reduce(int instrument, long orderId, long byLots) {
    to().reduce(instrument, orderId, byLots);
    record(REDUCE, instrument, 0, byLots);
  }

  @Override
  public void replace(int instrument, long orderId, int newPriceTicks, long newRemainingLots) {
    to().replace(instrument, orderId, newPriceTicks, newRemainingLots);
    record(REPLACE, instrument, newPriceTicks, newRemainingLots);
  }

  private void record(int kind, int instrument, long price, long quantityLots) {
    digest.add(kind);
    digest.add(instrument);
    digest.add(price);
    digest.add(quantityLots);
  }

  @Override
  public void save(StateWriter out) {
    orders.save(out);
    digest.save(out);
  }

  @Override
  public void load(StateReader in) {
    orders.load(in);
    digest.load(in);
  }
}
