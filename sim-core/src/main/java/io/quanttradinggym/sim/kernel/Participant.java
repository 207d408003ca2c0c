package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventQueue;
import io.quanttradinggym.sim.exchange.Exchange;
import io.quanttradinggym.sim.market.MarketView;

/** Context and gateway of one agent. */
final class Participant implements AgentContext, OrderGateway, Conditions, Stateful {
  private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();

  private final Engine engine;
  private final EventQueue queue;
  private final Exchange exchange;
  private final MarketView market;
  private final String name;
  private final int index;
  private final LatencySampler latency;
  private final Agent agent;
  private final RandomStream random;
  private final RandomStream latencyRandom;

  /** Indices of the indicators that the agent requested. */
  private final int[] indicators;

  /** Arrival time of the last message. Messages of one participant never overtake each other. */
  private long lastArrivalNanos;

  Participant(Engine engine, int index, SimulatorBuilder.ParticipantSpec spec) {
    this.engine = engine;
    queue = engine.queue;
    exchange = engine.exchange;
    market = engine.market;
    this.index = index;
    name = spec.name();
    latency = engine.latencyOf(spec.latency());
    agent = spec.agent();
    indicators = engine.board.request(agent.indicators());
    random = new RandomStream(name);
    latencyRandom = new RandomStream(name, "/latency");
  }

  Agent agent() {
    return agent;
  }

  void seed(long seed, long episode) {
    random.seed(seed, episode);
    latencyRandom.seed(seed, episode);
  }

  /** Reads the state that a wake-up needs; see {@link Simulator#touch}. */
  long touch() {
    return lastArrivalNanos + random.touch() + latencyRandom.touch();
  }

  static TimeInForce timeInForce(int flag) {
    return TIMES_IN_FORCE[flag >> 1];
  }

  /** Whether a number encodes a side and a time in force. */
  static boolean isFlag(int flag) {
    return flag >= 0 && flag >> 1 < TIMES_IN_FORCE.length;
  }

  static Side side(int flag) {
    return (flag & 1) == 0 ? Side.BUY : Side.SELL;
  }

  private static int flag(Side side, TimeInForce timeInForce) {
    return timeInForce.ordinal() << 1 | side.ordinal();
  }

  @Override
  public long submitLimit(
      int instrument, Side side, int priceTicks, long quantityLots, TimeInForce timeInForce) {
    long orderId = exchange.newOrderId();
    send(
        EventKind.LIMIT_ORDER,
        instrument,
        flag(side, timeInForce),
        priceTicks,
        orderId,
        quantityLots);
    return orderId;
  }

  @Override
  public long submitMarket(int instrument, Side side, long quantityLots) {
    long orderId = exchange.newOrderId();
    int flag = flag(side, TimeInForce.IOC);
    send(EventKind.MARKET_ORDER, instrument, flag, OrderBook.NO_PRICE, orderId, quantityLots);
    return orderId;
  }

  @Override
  public long submit(int instrument, OrderTicket ticket) {
    long orderId = exchange.newOrderId();
    ticket.identify(orderId, index);
    queue.pushTicket(nextArrivalNanos(), index, instrument, ticket);
    return orderId;
  }

  @Override
  public void cancel(int instrument, long orderId) {
    send(EventKind.CANCEL, instrument, 0, 0, orderId, 0);
  }

  @Override
  public void reduce(int instrument, long orderId, long byLots) {
    send(EventKind.REDUCE, instrument, 0, 0, orderId, byLots);
  }

  @Override
  public void replace(int instrument, long orderId, int newPriceTicks, long newRemainingLots) {
    send(EventKind.REPLACE, instrument, 0, newPriceTicks, orderId, newRemainingLots);
  }

  private void send(
      EventKind kind, int instrument, int flag, int priceTicks, long orderId, long quantityLots) {
    long arrival = nextArrivalNanos();
    queue.pushMessage(arrival, kind, index, instrument, flag, priceTicks, orderId, quantityLots);
  }

  private long nextArrivalNanos() {
    long now = market.timeNanos();
    long arrival = engine.isBeforeOpen() ? now : now + latency.nextNanos(latencyRandom);
    lastArrivalNanos = Math.max(lastArrivalNanos, arrival);
    return lastArrivalNanos;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int participant() {
    return index;
  }

  @Override
  public MarketView market() {
    return market;
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
    return engine.fairValues.nowTicks(instrument, market.timeNanos());
  }

  @Override
  public double foreseenTicks(int instrument) {
    return engine.foreseenTicks(index, instrument);
  }

  @Override
  public double indicator(int request, int output) {
    return engine.board.value(indicators[request], output, market.timeNanos());
  }

  @Override
  public long quantityAheadLots(int instrument, long orderId) {
    OrderBook book = exchange.book(instrument);
    return book.owner(orderId) == index ? book.quantityAheadLots(orderId) : -1;
  }

  @Override
  public Conditions conditions() {
    return this;
  }

  @Override
  public long whenAtOrAbove(int instrument, double priceTicks) {
    long condition = engine.conditions.addAbove(index, instrument, priceTicks);
    engine.checkConditions(instrument);
    return condition;
  }

  @Override
  public long whenAtOrBelow(int instrument, double priceTicks) {
    long condition = engine.conditions.addBelow(index, instrument, priceTicks);
    engine.checkConditions(instrument);
    return condition;
  }

  @Override
  public boolean drop(long condition) {
    return engine.conditions.drop(condition);
  }

  @Override
  public long positionLots(int instrument) {
    return exchange.accounts().positionLots(index, instrument);
  }

  @Override
  public long cashMicros() {
    return exchange.accounts().cashMicros(index);
  }

  @Override
  public long feesMicros() {
    return exchange.accounts().feesMicros(index);
  }

  @Override
  public void wakeAt(long timeNanos) {
    queue.pushWake(Math.max(timeNanos, market.timeNanos()), index);
  }

  @Override
  public void pause() {
    engine.due.add(index);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(lastArrivalNanos);
    random.save(out);
    latencyRandom.save(out);
    agent.save(out);
  }

  @Override
  public void load(StateReader in) {
    lastArrivalNanos = in.readLong(0, Times.MAX_NANOS);
    random.load(in);
    latencyRandom.load(in);
    agent.load(in);
  }
}
