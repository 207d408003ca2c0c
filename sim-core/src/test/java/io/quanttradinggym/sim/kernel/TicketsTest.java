package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.SelfTradePrevention;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.market.AccountLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders with instructions on their way from a participant into the book. */
final class TicketsTest {
  private static final long LATENCY = 1_000_000;
  private static final AccountLimits FREE =
      new AccountLimits(AccountLimits.UNLIMITED, 0, 0, 0, Markets.SECOND);

  private final OrderTicket ticket = new OrderTicket();
  private final Sender sender = new Sender();
  private final Sender other = new Sender();
  private final Simulator simulator = simulator(sender, other, FREE);

  private static Simulator simulator(Sender one, Sender two, AccountLimits limits) {
    SimulatorBuilder builder = Markets.empty(10_000).limits(limits);
    builder.agent("one", LatencyModel.constant(LATENCY), one, 1_000_000_000_000L);
    builder.agent("two", LatencyModel.constant(LATENCY), two, 1_000_000_000_000L);
    Simulator simulator = builder.build();
    simulator.reset(1, 0);
    simulator.run(Markets.OPEN + Markets.SECOND);
    return simulator;
  }

  private void pass() {
    simulator.run(simulator.timeNanos() + LATENCY);
  }

  private OrderBook book() {
    return simulator.book(0);
  }

  @Test
  void aTicketArrivesAfterTheLatencyAndIsCopied() {
    long id = sender.gateway().submit(0, ticket.limit(Side.BUY, 100, 5).postOnly());
    ticket.market(Side.SELL, 9); // used anew while the first order is under way
    assertFalse(book().isLive(id));
    pass();
    assertTrue(book().isLive(id));
    assertEquals(100, book().bestTicks(Side.BUY));
    assertEquals(List.of("accepted " + id), sender.heard);
  }

  @Test
  void postOnlyOrdersDoNotTake() {
    sender.gateway().submitLimit(0, Side.SELL, 100, 5, TimeInForce.GTC);
    long id = other.gateway().submit(0, ticket.limit(Side.BUY, 100, 5).postOnly());
    pass();
    assertEquals(List.of("rejected " + id + " WOULD_TAKE"), other.heard);
  }

  @Test
  void reserveAndHiddenOrdersShowWhatTheyShow() {
    sender.gateway().submit(0, ticket.limit(Side.SELL, 100, 50).display(10));
    sender.gateway().submit(0, ticket.limit(Side.SELL, 99, 7).hidden());
    pass();
    assertEquals(100, book().bestTicks(Side.SELL));
    assertEquals(10, simulator.market().quantityLots(0, Side.SELL, 100));
    other.gateway().submitMarket(0, Side.BUY, 12);
    pass();
    assertEquals(12, other.position());
    assertEquals(5, simulator.market().quantityLots(0, Side.SELL, 100));
    other.gateway().submitMarket(0, Side.BUY, 5);
    pass();
    assertEquals(10, simulator.market().quantityLots(0, Side.SELL, 100)); // the next slice
  }

  @Test
  void stopsWaitForTheirPrice() {
    long stop = sender.gateway().submit(0, ticket.market(Side.SELL, 3).stop(95));
    other.gateway().submitLimit(0, Side.BUY, 96, 1, TimeInForce.GTC);
    other.gateway().submitLimit(0, Side.BUY, 95, 1, TimeInForce.GTC);
    other.gateway().submitLimit(0, Side.BUY, 90, 9, TimeInForce.GTC);
    pass();
    other.gateway().submitMarket(0, Side.SELL, 1); // trades with itself at 96
    pass();
    assertEquals(List.of("accepted " + stop), sender.heard);
    other.gateway().submitMarket(0, Side.SELL, 1); // and at 95
    pass();
    assertEquals(
        List.of("accepted " + stop, "triggered " + stop, "filled " + stop + " 3 at 90"),
        sender.heard);
  }

  @Test
  void ordersGoodTillADateExpireThen() {
    long expiry = simulator.timeNanos() + 5 * Markets.SECOND;
    long id = sender.gateway().submit(0, ticket.limit(Side.BUY, 100, 5).goodTill(expiry));
    long late =
        sender.gateway().submit(0, ticket.limit(Side.BUY, 100, 5).goodTill(simulator.timeNanos()));
    simulator.run(expiry - 1);
    assertTrue(book().isLive(id));
    simulator.run(expiry);
    assertEquals(
        List.of("accepted " + id, "rejected " + late + " INVALID_EXPIRY", "expired " + id),
        sender.heard);
  }

  @Test
  void anOrderMayBringItsOwnSelfTradePrevention() {
    sender.gateway().submitLimit(0, Side.SELL, 100, 5, TimeInForce.GTC);
    sender
        .gateway()
        .submit(
            0,
            ticket.limit(Side.BUY, 100, 5).selfTradePrevention(SelfTradePrevention.CANCEL_NEWEST));
    pass();
    assertEquals(0, simulator.trades());
    assertEquals(5, simulator.market().quantityLots(0, Side.SELL, 100));
  }

  @Test
  void ticketsUnderWayAreAPartOfTheState() {
    sender.gateway().submit(0, ticket.limit(Side.BUY, 100, 50).display(10));
    sender.gateway().submit(0, ticket.market(Side.SELL, 3).stop(95));
    StateWriter before = new StateWriter();
    simulator.save(before);
    Simulator restored = simulator(new Sender(), new Sender(), FREE);
    restored.load(new StateReader(before.toByteArray(), 0, before.size()));
    StateWriter again = new StateWriter();
    restored.save(again);
    assertArrayEquals(before.toByteArray(), again.toByteArray());
    pass();
    restored.run(restored.timeNanos() + LATENCY);
    assertEquals(simulator.digest(), restored.digest());
    assertEquals(10, restored.market().quantityLots(0, Side.BUY, 100));
  }

  @Test
  void accountLimitsHoldForTicketsToo() {
    AccountLimits limits = new AccountLimits(0, 100, 0, 0, Markets.SECOND);
    Sender poor = new Sender();
    Sender rich = new Sender();
    Simulator limited = simulator(poor, rich, limits);
    long tooMany = poor.gateway().submit(0, ticket.limit(Side.SELL, 100, 101).hidden());
    long dear = poor.gateway().submit(0, ticket.limit(Side.BUY, 1_000_000_000, 99).postOnly());
    limited.run(limited.timeNanos() + LATENCY);
    assertEquals(
        List.of(
            "rejected " + tooMany + " POSITION_LIMIT", "rejected " + dear + " INSUFFICIENT_CASH"),
        poor.heard);
    long stop = poor.gateway().submit(0, ticket.market(Side.BUY, 10).stop(100));
    limited.run(limited.timeNanos() + LATENCY);
    assertEquals("rejected " + stop + " INSUFFICIENT_CASH", poor.heard.getLast());
    rich.gateway().submitLimit(0, Side.SELL, 100, 1, TimeInForce.GTC);
    limited.run(limited.timeNanos() + LATENCY);
    poor.gateway().submit(0, ticket.market(Side.BUY, 3));
    limited.run(limited.timeNanos() + LATENCY);
    assertEquals(1, poor.position()); // and nothing of it rests
    assertEquals(OrderBook.NO_PRICE, limited.book(0).bestTicks(Side.BUY));
  }

  private static final class Sender implements Agent {
    private final List<String> heard = new ArrayList<>();
    private final List<AgentContext> contexts = new ArrayList<>();

    OrderGateway gateway() {
      return contexts.getLast().gateway();
    }

    long position() {
      return contexts.getLast().positionLots(0);
    }

    @Override
    public boolean wantsOrderEvents() {
      return true;
    }

    @Override
    public void onAttach(AgentContext context) {
      contexts.add(context);
    }

    @Override
    public void onStart(AgentContext context) {}

    @Override
    public void onWake(AgentContext context) {}

    @Override
    public void onAccepted(AgentContext context, int instrument, long orderId) {
      heard.add("accepted " + orderId);
    }

    @Override
    public void onTriggered(AgentContext context, int instrument, long orderId) {
      heard.add("triggered " + orderId);
    }

    @Override
    public void onFill(
        AgentContext context,
        int instrument,
        long orderId,
        Side side,
        int priceTicks,
        long quantityLots,
        long remainingLots) {
      heard.add("filled " + orderId + " " + quantityLots + " at " + priceTicks);
    }

    @Override
    public void onCancelled(
        AgentContext context,
        int instrument,
        long orderId,
        long remainingLots,
        CancelReason reason) {
      heard.add((reason == CancelReason.EXPIRED ? "expired " : "cancelled ") + orderId);
    }

    @Override
    public void onRejected(
        AgentContext context, int instrument, long orderId, RejectReason reason) {
      heard.add("rejected " + orderId + " " + reason);
    }
  }
}
