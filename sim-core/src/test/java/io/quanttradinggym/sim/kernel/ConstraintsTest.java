package io.quanttradinggym.sim.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.kit.Allocation;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.fundamental.FundamentalSetup;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One account beside a counterparty: what it may do, what it pays, and what is done to it. */
class ConstraintsTest {
  private static final long LOT_MICROS = 1_000_000; // at a price of 100 ticks
  private static final long UNLIMITED = AccountLimits.UNLIMITED;
  private static final Instrument SHARE = new Instrument(0, "S", LOT_MICROS / 100);

  private static final class Client implements Agent {
    final List<Object> heard = new ArrayList<>();
    @Nullable AgentContext context;

    @Override
    public void onStart(AgentContext own) {
      context = own;
    }

    @Override
    public void onWake(AgentContext own) {}

    @Override
    public boolean wantsOrderEvents() {
      return true;
    }

    @Override
    public void onRejected(AgentContext own, int instrument, long orderId, RejectReason reason) {
      heard.add(reason);
    }

    @Override
    public void onRequestRejected(
        AgentContext own, int instrument, long orderId, RejectReason reason) {
      heard.add(reason);
    }

    @Override
    public void onRecall(AgentContext own, int instrument, long lots, long deadlineNanos) {
      heard.add("recall " + lots + " in " + (deadlineNanos - own.market().timeNanos()));
    }

    @Override
    public void onMarginCall(AgentContext own) {
      heard.add("margin call");
    }

    AgentContext own() {
      return java.util.Objects.requireNonNull(context);
    }
  }

  private final Client maker = new Client();
  private final Client client = new Client();

  private Simulator market(
      AccountLimits limits, @Nullable BorrowTerms borrow, long cashMicros, Fees fees) {
    FundamentalType type = Plugins.load(FundamentalType.class).get("constant", "type");
    FundamentalSetup setup =
        new FundamentalSetup(SHARE, 100, Macro.DEFAULT, Markets.OPEN, Markets.CLOSE);
    SimulatorBuilder builder =
        Simulator.builder(Markets.OPEN, Markets.CLOSE)
            .instrument(
                SHARE,
                100,
                () -> type.create(Parameters.of(type.parameters(), Map.of(), ""), setup),
                fees)
            .limits(limits);
    if (borrow != null) {
      builder.shares(0, 0, borrow);
    }
    builder.agent("maker", LatencyModel.constant(0), maker, 1_000_000_000_000L, 100_000);
    builder.agent("client", LatencyModel.constant(0), client, cashMicros);
    Simulator simulator = builder.build();
    simulator.reset(1, 0);
    return simulator;
  }

  private static AccountLimits limits(long credit, long position, double initial, double kept) {
    return new AccountLimits(credit, position, initial, kept, 60 * Markets.SECOND);
  }

  private static long send(Simulator market, Client who, Side side, int price, long lots) {
    long id = who.own().gateway().submitLimit(0, side, price, lots, TimeInForce.GTC);
    market.run(market.timeNanos() + 1);
    return id;
  }

  private void sendMarket(Simulator market, Side side, long lots) {
    client.own().gateway().submitMarket(0, side, lots);
    market.run(market.timeNanos() + 1);
  }

  @Test
  void liveBuyOrdersAreCoveredByCash() {
    Simulator market = market(limits(0, 0, 0, 0), null, 50 * LOT_MICROS, Fees.NONE);
    send(market, client, Side.BUY, 100, 51);
    assertEquals(List.of(RejectReason.INSUFFICIENT_CASH), client.heard);
    long id = send(market, client, Side.BUY, 100, 50);
    send(market, client, Side.BUY, 1, 1);
    client.own().gateway().replace(0, id, 101, 50);
    market.run(market.timeNanos() + 1);
    assertEquals(3, client.heard.size(), client.heard.toString());
    client.own().gateway().replace(0, id, 50, 100);
    market.run(market.timeNanos() + 1);
    client.own().gateway().reduce(0, id, 99);
    market.run(market.timeNanos() + 1);
    send(market, client, Side.BUY, 1, 100);
    client.own().gateway().cancel(0, id);
    market.run(market.timeNanos() + 1);
    send(market, client, Side.BUY, 49, 100);
    assertEquals(3, client.heard.size(), client.heard.toString());
    send(market, client, Side.BUY, 1, 1);
    assertEquals(4, client.heard.size(), client.heard.toString());
  }

  @Test
  void aMarketOrderGoesNoFurtherThanTheCash() {
    Fees fees = new Fees(0, 30, 0, 7);
    Simulator market = market(limits(0, 0, 0, 0), null, 50 * LOT_MICROS, fees);
    send(market, maker, Side.SELL, 100, 10);
    send(market, maker, Side.SELL, 124, 10);
    send(market, maker, Side.SELL, 125, 100);
    sendMarket(market, Side.BUY, 40);
    assertEquals(20, client.own().positionLots(0));
    sendMarket(market, Side.BUY, 22);
    assertEquals(20, client.own().positionLots(0));
    assertEquals(List.of(RejectReason.INSUFFICIENT_CASH), client.heard);
    assertTrue(client.own().cashMicros() >= 0);
  }

  @Test
  void noOrderCouldBreakThePositionLimit() {
    Simulator market = market(limits(UNLIMITED, 10, 0, 0), null, 0, Fees.NONE);
    long id = send(market, client, Side.BUY, 99, 6);
    send(market, client, Side.BUY, 98, 5);
    send(market, client, Side.SELL, 101, 11);
    assertEquals(List.of(RejectReason.POSITION_LIMIT, RejectReason.POSITION_LIMIT), client.heard);
    send(market, client, Side.SELL, 101, 10);
    send(market, client, Side.BUY, 98, 4);
    client.own().gateway().replace(0, id, 99, 7);
    market.run(market.timeNanos() + 1);
    assertEquals(3, client.heard.size());
  }

  @Test
  void shortSalesAreLocatedAndFeesAreExact() {
    double yearly = 2.52;
    BorrowTerms terms = new BorrowTerms(30, yearly, 0, 0, 0);
    Simulator market = market(limits(UNLIMITED, 0, 0, 0), terms, 0, Fees.NONE);
    long start = market.timeNanos();
    send(market, maker, Side.BUY, 100, 20);
    send(market, client, Side.SELL, 100, 20);
    long resting = send(market, client, Side.SELL, 110, 10);
    send(market, client, Side.SELL, 110, 1);
    send(market, maker, Side.SELL, 200, 100_020);
    assertEquals(List.of(RejectReason.NO_SHARES_TO_BORROW), client.heard);
    assertEquals(List.of(), maker.heard, "its own shares need no locate");
    BorrowLedger ledger = ledger(market);
    assertEquals(20, ledger.borrowedLots(1, 0));
    assertEquals(30, ledger.locatedLots(0));
    client.own().gateway().cancel(0, resting);
    market.run(start + 3_600 * Markets.SECOND);
    assertEquals(20, ledger.locatedLots(0));
    long hourFee = Math.round(20 * LOT_MICROS * yearly / 252 / 6.5);
    assertTrue(Math.abs(hourFee - market.accounts().lenderCashMicros()) <= 2);
    assertEquals(market.accounts().lenderCashMicros(), client.own().feesMicros());
    assertEquals(100_000 + 30, market.accounts().totalPositionLots(0));
  }

  private static BorrowLedger ledger(Simulator market) {
    BorrowLedger ledger = market.borrowLedger();
    assertNotNull(ledger);
    return ledger;
  }

  @Test
  void whatIsRecalledIsBoughtAtTheDeadline() {
    BorrowTerms terms = new BorrowTerms(30, 0, 20, 0.5, 10 * Markets.SECOND);
    Simulator market = market(limits(UNLIMITED, 0, 0, 0), terms, 0, Fees.NONE);
    send(market, maker, Side.BUY, 100, 20);
    send(market, client, Side.SELL, 100, 20);
    long recalled = Markets.OPEN;
    while (client.heard.isEmpty()) {
      recalled += Markets.SECOND;
      market.run(recalled);
    }
    assertEquals(List.of("recall 5 in " + 10 * Markets.SECOND), client.heard);
    assertEquals(15, ledger(market).poolLots(0));
    send(market, client, Side.SELL, 110, 1);
    assertEquals(RejectReason.NO_SHARES_TO_BORROW, client.heard.getLast());
    market.run(recalled + 9 * Markets.SECOND - 1);
    assertEquals(-20, client.own().positionLots(0));
    market.run(recalled + 12 * Markets.SECOND);
    assertEquals(-20, client.own().positionLots(0), "nobody sells");
    send(market, maker, Side.SELL, 300, 3);
    market.run(recalled + 14 * Markets.SECOND);
    assertEquals(-17, client.own().positionLots(0));
    send(market, maker, Side.SELL, 300, 30);
    market.run(recalled + 16 * Markets.SECOND);
    assertEquals(-15, client.own().positionLots(0));
    assertEquals((20 * 100 - 5 * 300) * SHARE.tickSizeMicros(), client.own().cashMicros());
  }

  @Test
  void marginsAreWantedAndKept() {
    Simulator market = market(limits(UNLIMITED, 0, 0.5, 0.25), null, 100 * LOT_MICROS, Fees.NONE);
    send(market, maker, Side.SELL, 100, 300);
    long bid = send(market, maker, Side.BUY, 99, 1);
    send(market, client, Side.BUY, 100, 300);
    assertEquals(List.of(RejectReason.INSUFFICIENT_MARGIN), client.heard);
    send(market, client, Side.BUY, 100, 200);
    assertEquals(200, client.own().positionLots(0));
    send(market, client, Side.SELL, 500, 200);
    assertEquals(1, client.heard.size(), "what makes positions smaller needs no margin");
    maker.own().gateway().cancel(0, bid);
    send(market, maker, Side.SELL, 61, 1);
    send(market, maker, Side.BUY, 59, 1_000);
    market.run(Markets.OPEN + 61 * Markets.SECOND);
    assertEquals("margin call", client.heard.getLast());
    assertEquals(0, client.own().positionLots(0));
    send(market, maker, Side.BUY, 500, 1);
    assertEquals(0, client.own().positionLots(0), "its live orders are cancelled");
  }

  private static Simulator limited() {
    Simulator market =
        Markets.mixed(2)
            .limits(new AccountLimits(0, 50, 0.5, 0.25, 10 * Markets.SECOND))
            .shares(0, 0, new BorrowTerms(300, 5, 500, 0.01, 20 * Markets.SECOND))
            .build();
    market.reset(3, 0);
    return market;
  }

  private static byte[] state(Simulator simulator) {
    StateWriter out = new StateWriter();
    simulator.save(out);
    return out.toByteArray();
  }

  @Test
  void aRestoredMarketHasTheSameLimits() {
    Simulator whole = limited();
    whole.run(Markets.OPEN + 300 * Markets.SECOND);
    Simulator restored = limited();
    restored.run(Markets.OPEN + Markets.SECOND);
    byte[] state = state(whole);
    restored.load(new StateReader(state, 0, state.length));
    assertArrayEquals(state, state(restored));
    whole.run(Markets.OPEN + 900 * Markets.SECOND);
    restored.run(Markets.OPEN + 900 * Markets.SECOND);
    assertArrayEquals(state(whole), state(restored));
    assertTrue(ledger(whole).poolLots(0) < 300);
  }

  @Test
  void limitsThatAreNeverReachedChangeNothing() {
    Simulator free = Markets.mixed(2).build();
    long many = 1_000_000_000L;
    Simulator bound =
        Markets.mixed(2)
            .limits(new AccountLimits(UNLIMITED, many, 1e-9, 1e-9, Markets.SECOND))
            .shares(0, 0, new BorrowTerms(many, 5, 500, 1e-4, Markets.SECOND))
            .build();
    for (Simulator any : List.of(free, bound)) {
      any.reset(3, 0);
      any.run(Markets.OPEN + 900 * Markets.SECOND);
    }
    assertEquals(free.digest(), bound.digest());
    assertTrue(bound.accounts().lenderCashMicros() > 0);
  }

  @Test
  void checksAllocateNothing() {
    Simulator market = limited();
    market.run(Markets.OPEN + 3_600 * Markets.SECOND);
    long events = market.events();
    long allocated = Allocation.bytes(() -> market.run(Markets.OPEN + 5_400 * Markets.SECOND));
    assertTrue(market.events() - events > 5_000);
    assertTrue(allocated < 5_000, "allocated " + allocated);
  }

  @Test
  void whatCannotBeIsRefused() {
    assertEquals(
        "maintenance_margin",
        assertThrows(InvalidInputException.class, () -> limits(0, 0, 0.2, 0.3)).field());
    BorrowTerms terms = new BorrowTerms(30, 0, 0, 0, 0);
    SimulatorBuilder tooFew = Markets.mixed(1).shares(0, 29, terms);
    assertEquals(
        "shares_outstanding", assertThrows(InvalidInputException.class, tooFew::build).field());
    SimulatorBuilder shortAtStart = Markets.mixed(1).shares(0, 0, terms);
    shortAtStart.agent("short", LatencyModel.constant(0), new Client(), 0, -31);
    assertEquals(
        "borrow.pool", assertThrows(InvalidInputException.class, shortAtStart::build).field());
  }
}
