package io.quanttradinggym.sim.agent;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.AgentContext;
import io.quanttradinggym.sim.kernel.AgentSetup;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.Conditions;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.OrderGateway;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.MarketView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A market that a test arranges, and everything that one agent does in it. */
final class FakeContext implements AgentContext, OrderGateway, Conditions, MarketView {
  private static final Plugins<AgentType> TYPES = Plugins.load(AgentType.class);

  long timeNanos = Markets.OPEN;
  final int[] bids;
  final int[] asks;
  final double[] fundamentals;
  final double[] foreseen;
  final long[] positions;
  final long[] buyVolumes;
  final long[] quantities = {100, 100};

  /** By request, then output. */
  double[][] indicators = {};

  /** What the agent sent, such as "BUY 5 @ 9999 GTC", in order. */
  final List<String> sent = new ArrayList<>();

  /** What it waits for, such as "above 10010". */
  final List<String> waits = new ArrayList<>();

  long lastOrderId;
  long wakeNanos = -1;
  final RandomStream random = new RandomStream("fake");

  FakeContext() {
    this(2);
  }

  FakeContext(int instruments) {
    bids = new int[instruments];
    asks = new int[instruments];
    fundamentals = new double[instruments];
    foreseen = new double[instruments];
    positions = new long[instruments];
    buyVolumes = new long[instruments];
    Arrays.fill(bids, 9_999);
    Arrays.fill(asks, 10_001);
    Arrays.fill(fundamentals, 10_000);
    Arrays.fill(foreseen, 10_000);
  }

  static Agent agent(String type, Object... namesAndValues) {
    return agentOf(2, type, namesAndValues);
  }

  static Agent agentOf(int count, String type, Object... namesAndValues) {
    AgentType found = TYPES.get(type, "type");
    Map<String, Object> raw = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      raw.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    List<Instrument> instruments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      instruments.add(new Instrument(i, "S" + i, 10_000));
    }
    return found.create(
        Parameters.of(found.parameters(), raw, type),
        new AgentSetup(
            "it", 0, instruments, Collections.nCopies(count, 10_000), Markets.OPEN, Markets.CLOSE));
  }

  /** Takes what was sent, and forgets it. */
  List<String> takeSent() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  void quote(int bid, int ask) {
    bids[0] = bid;
    asks[0] = ask;
  }

  /** Lets time go by until the agent wants to be woken, and wakes it. */
  void wake(Agent agent) {
    timeNanos = Math.max(timeNanos, wakeNanos);
    wakeNanos = -1;
    agent.onWake(this);
  }

  @Override
  public long submitLimit(
      int instrument, Side side, int priceTicks, long quantityLots, TimeInForce timeInForce) {
    sent.add(
        "%s %d @ %d %s".formatted(side, quantityLots, priceTicks, timeInForce) + of(instrument));
    return ++lastOrderId;
  }

  @Override
  public long submitMarket(int instrument, Side side, long quantityLots) {
    sent.add("%s %d".formatted(side, quantityLots) + of(instrument));
    return ++lastOrderId;
  }

  @Override
  public long submit(int instrument, OrderTicket ticket) {
    throw new UnsupportedOperationException("no agent of the catalogue sends tickets");
  }

  private static String of(int instrument) {
    return instrument == 0 ? "" : " of " + instrument;
  }

  @Override
  public void cancel(int instrument, long orderId) {
    sent.add("cancel " + orderId);
  }

  @Override
  public void reduce(int instrument, long orderId, long byLots) {
    sent.add("reduce " + orderId + " by " + byLots);
  }

  @Override
  public void replace(int instrument, long orderId, int newPriceTicks, long newRemainingLots) {
    sent.add("replace " + orderId + ": " + newRemainingLots + " @ " + newPriceTicks);
  }

  @Override
  public long whenAtOrAbove(int instrument, double priceTicks) {
    waits.add("above " + priceTicks);
    return waits.size();
  }

  @Override
  public long whenAtOrBelow(int instrument, double priceTicks) {
    waits.add("below " + priceTicks);
    return waits.size();
  }

  @Override
  public boolean drop(long condition) {
    if (condition == NONE) {
      return false;
    }
    waits.set((int) condition - 1, "dropped");
    return true;
  }

  @Override
  public String name() {
    return "it";
  }

  @Override
  public int participant() {
    return 0;
  }

  @Override
  public MarketView market() {
    return this;
  }

  @Override
  public OrderGateway gateway() {
    return this;
  }

  @Override
  public RandomStream random() {
    return random;
  }

  @Override
  public double fundamentalTicks(int instrument) {
    return fundamentals[instrument];
  }

  @Override
  public double foreseenTicks(int instrument) {
    return foreseen[instrument];
  }

  @Override
  public double indicator(int request, int output) {
    return indicators[request][output];
  }

  @Override
  public long quantityAheadLots(int instrument, long orderId) {
    return -1;
  }

  @Override
  public Conditions conditions() {
    return this;
  }

  @Override
  public long positionLots(int instrument) {
    return positions[instrument];
  }

  @Override
  public long cashMicros() {
    return 1_000_000_000;
  }

  @Override
  public long feesMicros() {
    return 0;
  }

  @Override
  public void wakeAt(long nanos) {
    wakeNanos = nanos;
  }

  @Override
  public void pause() {}

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public int instruments() {
    return bids.length;
  }

  @Override
  public Instrument instrument(int instrument) {
    return new Instrument(instrument, "S" + instrument, 10_000);
  }

  @Override
  public int bestTicks(int instrument, Side side) {
    return side == Side.BUY ? bids[instrument] : asks[instrument];
  }

  @Override
  public long quantityLots(int instrument, Side side, int priceTicks) {
    return bestTicks(instrument, side) == priceTicks ? quantities[side.index()] : 0;
  }

  @Override
  public int levels(int instrument, Side side, int max, int[] pricesTicks, long[] quantitiesLots) {
    if (max == 0 || bestTicks(instrument, side) == OrderBook.NO_PRICE) {
      return 0;
    }
    pricesTicks[0] = bestTicks(instrument, side);
    quantitiesLots[0] = quantities[side.index()];
    return 1;
  }

  @Override
  public long doubleMidTicks(int instrument) {
    return (long) bids[instrument] + asks[instrument];
  }

  @Override
  public int lastTradeTicks(int instrument) {
    return bids[instrument];
  }

  @Override
  public long tradeCount(int instrument) {
    return 0;
  }

  @Override
  public long aggressorVolumeLots(int instrument, Side aggressor) {
    return aggressor == Side.BUY ? buyVolumes[instrument] : 0;
  }

  @Override
  public long turnoverTickLots(int instrument) {
    return 0;
  }

  @Override
  public long openNanos() {
    return Markets.OPEN;
  }

  @Override
  public long closeNanos() {
    return Markets.CLOSE;
  }
}
