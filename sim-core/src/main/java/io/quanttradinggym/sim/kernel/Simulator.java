package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.OrderTicket;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.TimeInForce;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.SessionRules;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A discrete-event simulation of one exchange and its participants. The same configuration, seed
 * and outside decisions give the same events, byte for byte, on every machine.
 *
 * <p>After warm-up {@link #run} allocates nothing. NOT thread safe: one thread at a time;
 * simulators share nothing.
 */
public final class Simulator implements Stateful {

  // What becomes of the books at a phase event.
  private static final int UNCROSS = 0;
  private static final int CALL = 1;
  private static final int END_OF_DAY = 2;

  /** In the place of an episode's number, where no episode can be: the seed names an opening. */
  private static final long WARMUP = -1;

  private final List<Instrument> instruments;
  private final OrderBook[] books;
  private final FairValues fairValues;
  private final NewsWire newsDesk;
  private final int[] leadOf; // by owner: how far it sees ahead, as an index
  private final Participant[] participants;

  /** By owner. Found without its participant, so that the processor can fetch both at once. */
  private final Agent[] agents;

  private final Accounts accounts;
  private final MarketState market;
  private final IndicatorBoard board;
  private final EventQueue queue = new EventQueue();
  private final ConditionIndex conditions;
  private final ReportQueue reports = new ReportQueue();
  private final Digest digest = new Digest();
  private final SessionRules rules;
  private final Clearing exchange;
  private final @Nullable ClearingHouse riskDesk; // null where accounts have no limits
  private final @Nullable PriceBandController bandDesk; // null where prices have no limits
  private final @Nullable DepthImbalanceMonitor balanceWatch; // null where nobody watches
  private final byte[] pristine;

  /** The last moment of the opening phase; before the open where there is none. */
  private final long warmupEndNanos;

  /** Chooses the opening phase of an episode. */
  private final RandomStream warmupRandom = new RandomStream("opening");

  private long nextOrderId = 1;
  private long events;
  private long orderEvents;
  private long episodeSeed;
  private long episodeIndex;
  private boolean inWarmup;
  private boolean beforeOpen;
  private boolean pauseRequested;

  Simulator(SimulatorBuilder builder) {
    instruments = List.copyOf(builder.instruments);
    int n = instruments.size();
    int owners = builder.seats.size();
    warmupEndNanos = builder.openNanos + builder.warmupNanos - 1;
    rules = builder.rules;
    accounts = new Accounts(owners, n);
    books = new OrderBook[n];
    long[] leads = leads(builder.seats);
    leadOf = new int[owners];
    int[] newsOf = new int[owners];
    for (int owner = 0; owner < owners; owner++) {
      Agent agent = builder.seats.get(owner).agent();
      leadOf[owner] = Arrays.binarySearch(leads, agent.foresightNanos());
      newsOf[owner] = agent.wantsNews() ? leadOf[owner] : NewsWire.NOT_SUBSCRIBED;
    }
    fairValues = new FairValues(instruments, builder.fundamentals, builder::newSchedule, leads);
    newsDesk = new NewsWire(builder::newSchedule, leads, newsOf);
    int[] initialTicks = builder.initialTicks.stream().mapToInt(Integer::intValue).toArray();
    market =
        new MarketState(
            instruments,
            books,
            initialTicks,
            newsDesk.feed(),
            builder.rules.intensity(),
            builder.openNanos,
            builder.closeNanos);
    board = new IndicatorBoard(initialTicks, builder.openNanos);
    conditions = new ConditionIndex(n, queue);
    boolean[] wantsOrderEvents = new boolean[owners];
    participants = new Participant[owners];
    agents = new Agent[owners];
    for (int owner = 0; owner < owners; owner++) {
      SimulatorBuilder.ParticipantSpec seat = builder.seats.get(owner);
      int[] indicators = board.request(seat.agent().indicators());
      participants[owner] =
          new Participant(this, seat.name(), owner, seat.latency(), seat.agent(), indicators);
      agents[owner] = seat.agent();
      wantsOrderEvents[owner] = seat.agent().wantsOrderEvents();
      for (int i = 0; i < n; i++) {
        accounts.endow(owner, seat.cashMicros(), i, seat.positionLots(i));
      }
    }
    Fees[] fees = builder.fees.toArray(Fees[]::new);
    exchange =
        new Clearing(instruments, fees, accounts, digest, reports, wantsOrderEvents, market, board);
    for (int i = 0; i < n; i++) {
      books[i] = new OrderBook(i, exchange);
    }
    riskDesk = ClearingHouses.of(this, builder, accounts, market);
    if (riskDesk != null) {
      exchange.setGuard(riskDesk.guard());
    }
    bandDesk = PriceBandController.of(builder, books, market, queue);
    exchange.setBands(bandDesk);
    balanceWatch = DepthImbalanceMonitor.of(agents, books, market, queue);
    if (balanceWatch != null) {
      exchange.hooks().add(balanceWatch);
    }
    for (Participant participant : participants) {
      participant.agent().onAttach(participant);
    }
    StateWriter state = new StateWriter();
    save(state);
    pristine = state.toByteArray();
  }

  /** How far anybody sees ahead: ascending, from 0. */
  private static long[] leads(List<SimulatorBuilder.ParticipantSpec> seats) {
    for (SimulatorBuilder.ParticipantSpec seat : seats) {
      if (seat.agent().foresightNanos() < 0) {
        String field = seat.name() + ".foresight";
        throw new InvalidInputException(field, seat.agent().foresightNanos(), "0 or more");
      }
    }
    return LongStream.concat(
            LongStream.of(0), seats.stream().mapToLong(seat -> seat.agent().foresightNanos()))
        .sorted()
        .distinct()
        .toArray();
  }

  /**
   * Starts the description of a simulation whose session lasts from {@code openNanos} to {@code
   * closeNanos}.
   */
  public static SimulatorBuilder builder(long openNanos, long closeNanos) {
    return new SimulatorBuilder(openNanos, closeNanos);
  }

  /**
   * Begins an episode at the open. Nothing of what was before survives.
   *
   * <p>With an opening phase, one of {@link WarmupStates#COUNT} is played first, which the seed
   * chooses; all randomness after it is the episode's own.
   *
   * @param seed unsigned, any value
   * @param episode 0 for the episode that a user's seed names, k for the k-th that follows it
   */
  public void reset(long seed, long episode) {
    load(new StateReader(pristine, 0, pristine.length));
    episodeSeed = seed;
    episodeIndex = episode;
    inWarmup = warmupEndNanos >= market.openNanos();
    pauseRequested = false;
    if (inWarmup) {
      seed(warmupOf(seed, episode), WARMUP);
    } else {
      seed(seed, episode);
    }
    fairValues.start(market.openNanos());
    newsDesk.start(market.openNanos(), horizonNanos(), queue);
    if (riskDesk != null) {
      riskDesk.start(market.openNanos());
    }
    if (bandDesk != null) {
      bandDesk.start();
    }
    startCalls();
    // Orders sent before the open are there at the open: a quote exists from the first moment.
    beforeOpen = true;
    for (Participant participant : participants) {
      participant.agent().onStart(participant);
    }
    beforeOpen = false;
  }

  /**
   * Begins an episode at the end of its opening phase: as {@link #reset(long, long)} and {@link
   * #run} up to there, but from a state that was kept if there is one. What comes after is the
   * same, bit for bit.
   *
   * @param states asked for the state, and offered it if it had to be played
   */
  public void reset(long seed, long episode, WarmupStates states) {
    int warmup = warmupOf(seed, episode);
    byte[] state = states.get(warmup);
    if (state != null) {
      load(new StateReader(state, 0, state.length));
      episodeSeed = seed;
      episodeIndex = episode;
      pauseRequested = false;
      return;
    }
    reset(seed, episode);
    if (!inWarmup) {
      return;
    }
    if (process(warmupEndNanos)) {
      throw new IllegalStateException("an agent paused within the opening phase");
    }
    StateWriter out = new StateWriter();
    save(out);
    states.offer(warmup, out.toByteArray());
  }

  private int warmupOf(long seed, long episode) {
    warmupRandom.seed(seed, episode);
    return warmupRandom.nextInt(WarmupStates.COUNT);
  }

  private void seed(long seed, long episode) {
    fairValues.seed(seed, episode);
    newsDesk.seed(seed, episode);
    if (riskDesk != null) {
      riskDesk.seed(seed, episode);
    }
    for (Participant participant : participants) {
      participant.seed(seed, episode);
    }
  }

  /** From here on the randomness is the episode's own. */
  private void endWarmup() {
    inWarmup = false;
    // Paths up to here belong to the opening, whether or not anybody has looked at them.
    fairValues.advance(warmupEndNanos);
    seed(episodeSeed, episodeIndex);
  }

  /**
   * Processes events up to and including {@code untilNanos}, at most to the close.
   *
   * @return true if an agent paused the simulation (call again to go on); false if the clock
   *     reached the time
   */
  public boolean run(long untilNanos) {
    long until = Math.min(untilNanos, market.closeNanos());
    if (inWarmup) {
      if (process(Math.min(until, warmupEndNanos))) {
        return true;
      }
      if (until <= warmupEndNanos) {
        return false;
      }
      endWarmup();
    }
    return process(until);
  }

  private boolean process(long until) {
    while (queue.nextTimeNanos() <= until) {
      advanceTo(queue.nextTimeNanos());
      processEvent(queue.pop());
      if (pauseRequested) {
        pauseRequested = false;
        return true;
      }
    }
    advanceTo(Math.max(until, market.timeNanos()));
    return false;
  }

  private void advanceTo(long timeNanos) {
    if (timeNanos > market.timeNanos()) {
      exchange.hooks().onTimePasses(market.timeNanos(), timeNanos);
    }
    if (board.nextBarNanos() <= timeNanos) {
      board.roll(timeNanos);
    }
    market.setTime(timeNanos);
  }

  private void processEvent(int slot) {
    events++;
    EventKind kind = queue.kind(slot);
    int owner = queue.owner(slot);
    int instrument = queue.instrument(slot);
    switch (kind) {
      case WAKE -> agents[owner].onWake(participants[owner]);
      case LIMIT_ORDER, MARKET_ORDER, CANCEL, REDUCE, REPLACE -> order(kind, owner, slot);
      case TICKET_ORDER -> submit(owner, instrument, queue.ticket(slot));
      case EXPIRY -> {
        books[instrument].advanceTime(timeNanos());
        finish(instrument);
      }
      case CONDITION -> agents[owner].onCondition(participants[owner], queue.orderId(slot));
      case DEPTH_IMBALANCE -> agents[owner].onDepthImbalance(participants[owner], instrument);
      case NEWS -> newsDesk.tell(owner, timeNanos(), horizonNanos(), queue, participants);
      case PHASE -> changePhase(owner);
      case PRICE_BAND -> moveBand(queue.flag(slot), instrument);
      case RECALL -> risk().recall(instrument);
      case BUY_IN -> risk().buyIn(owner, instrument);
      case MARGIN_CHECK -> risk().sweep();
    }
  }

  /** The desk that an event is for. */
  private ClearingHouse risk() {
    return Objects.requireNonNull(riskDesk, "an event of accounts that have no limits");
  }

  /** The auctions of the day, where there are any. */
  private void startCalls() {
    if (rules.openingAuctionNanos() > 0) {
      for (OrderBook book : books) {
        book.startCall();
      }
      long end = market.openNanos() + rules.openingAuctionNanos();
      queue.push(end, EventKind.PHASE, UNCROSS, 0, 0, 0, 0, 0);
    }
    if (rules.closingAuctionNanos() > 0) {
      long start = market.closeNanos() - rules.closingAuctionNanos();
      queue.push(start, EventKind.PHASE, CALL, 0, 0, 0, 0, 0);
      queue.push(market.closeNanos(), EventKind.PHASE, END_OF_DAY, 0, 0, 0, 0, 0);
    }
  }

  private void changePhase(int to) {
    for (int i = 0; i < books.length; i++) {
      if (to == CALL) {
        books[i].startCall();
      } else {
        books[i].open(market.lastTradeTicks(i));
      }
      if (to == UNCROSS && bandDesk != null) {
        bandDesk.follow(i);
      }
      if (to == END_OF_DAY) {
        books[i].closeDay();
        books[i].halt();
      }
      finish(i);
    }
  }

  private void moveBand(int action, int instrument) {
    if (bandDesk != null) {
      bandDesk.act(action, instrument);
      finish(instrument);
    }
  }

  /** A market order that the exchange sends for an account, which no limit stops. */
  void force(int owner, int instrument, Side side, long lots) {
    books[instrument].submitMarket(newOrderId(), owner, side, lots);
    finish(instrument);
  }

  /** A cancel that the exchange sends for an account. */
  void forceCancel(int owner, int instrument, long orderId) {
    books[instrument].cancel(orderId, owner);
    finish(instrument);
  }

  private void order(EventKind kind, int owner, int slot) {
    orderEvents++;
    int instrument = queue.instrument(slot);
    OrderBook book = books[instrument];
    long orderId = queue.orderId(slot);
    int price = queue.priceTicks(slot);
    long quantity = queue.quantityLots(slot);
    int flag = queue.flag(slot);
    if (riskDesk != null && kind != EventKind.CANCEL && kind != EventKind.REDUCE) {
      RejectReason reason = riskDesk.check(kind, owner, instrument, flag, price, orderId, quantity);
      if (reason != null) {
        if (kind == EventKind.REPLACE) {
          exchange.onRequestRejected(instrument, orderId, owner, reason);
        } else {
          exchange.onRejected(instrument, orderId, owner, reason);
        }
        finish(instrument);
        return;
      }
      if (kind == EventKind.MARKET_ORDER
          && riskDesk.guard().isCashLimited()
          && Participant.side(flag) == Side.BUY) {
        buyWithCash(riskDesk, book, orderId, owner, quantity);
        finish(instrument);
        return;
      }
    }
    if (kind == EventKind.LIMIT_ORDER) {
      book.submitLimit(
          orderId, owner, Participant.side(flag), price, quantity, Participant.timeInForce(flag));
    } else if (kind == EventKind.MARKET_ORDER) {
      book.submitMarket(orderId, owner, Participant.side(flag), quantity);
    } else if (kind == EventKind.CANCEL) {
      book.cancel(orderId, owner);
    } else if (kind == EventKind.REDUCE) {
      book.reduce(orderId, owner, quantity);
    } else {
      book.replace(orderId, owner, price, quantity);
    }
    finish(instrument);
  }

  /** A market order that spends no more than its account has. */
  private void buyWithCash(ClearingHouse desk, OrderBook book, long orderId, int owner, long lots) {
    int limit = desk.marketLimitTicks(owner, book.instrument(), lots);
    if (limit >= highestTicks(book.instrument())) {
      book.submitMarket(orderId, owner, Side.BUY, lots); // goes no further than the price band
    } else {
      book.submitLimit(orderId, owner, Side.BUY, limit, lots, TimeInForce.IOC);
    }
  }

  /** The highest price at which trades are allowed. */
  int highestTicks(int instrument) {
    return bandDesk == null ? Integer.MAX_VALUE : bandDesk.highTicks(instrument);
  }

  /** An order that brings instructions with it. */
  private void submit(int owner, int instrument, OrderTicket ticket) {
    orderEvents++;
    OrderBook book = books[instrument];
    book.advanceTime(timeNanos());
    RejectReason reason = riskDesk == null ? null : riskDesk.check(owner, instrument, ticket);
    if (reason != null) {
      exchange.onRejected(instrument, ticket.orderId(), owner, reason);
    } else {
      book.submit(ticket);
      if (ticket.expiryNanos() < market.closeNanos() && book.isLive(ticket.orderId())) {
        queue.push(ticket.expiryNanos(), EventKind.EXPIRY, owner, instrument, 0, 0, 0, 0);
      }
    }
    finish(instrument);
  }

  /** After every command on a book. */
  private void finish(int instrument) {
    if (market.refresh(instrument)) {
      checkConditions(instrument);
    }
    if (!board.isEmpty()) {
      board.onBook(market, instrument);
    }
    exchange.hooks().onMessageDone(instrument);
    reports.deliver(agents, participants);
  }

  /** Wakes those whose price the mid has reached. */
  void checkConditions(int instrument) {
    conditions.onMid(instrument, market.doubleMidTicks(instrument), market.timeNanos());
  }

  /** Nanoseconds since midnight of the session date. */
  public long timeNanos() {
    return market.timeNanos();
  }

  public MarketView market() {
    return market;
  }

  public Accounts accounts() {
    return accounts;
  }

  /** The live book, for reading. */
  public OrderBook book(int instrument) {
    return books[instrument];
  }

  /** Wake-ups, news and order messages processed in this episode. */
  public long events() {
    return events;
  }

  /** Order messages (new, cancel, reduce, replace) processed in this episode. */
  public long orderEvents() {
    return orderEvents;
  }

  /** Trades in this episode, over all instruments. */
  public long trades() {
    long trades = 0;
    for (int i = 0; i < books.length; i++) {
      trades += market.tradeCount(i);
    }
    return trades;
  }

  /**
   * Lets a hook hear everything from now on, across resets. Hearing changes nothing in the
   * simulation and is no part of its state.
   */
  public void addHook(SimulationHook hook) {
    exchange.hooks().add(hook);
  }

  /** Ends what {@link #addHook} began. */
  public void removeHook(SimulationHook hook) {
    exchange.hooks().remove(hook);
  }

  /** Running digest of all book events of this episode. */
  public long digest() {
    return digest.value();
  }

  /** Number of participants; their owner indices run from 0. */
  public int owners() {
    return participants.length;
  }

  public String name(int owner) {
    return participants[owner].name();
  }

  public Agent agent(int owner) {
    return agents[owner];
  }

  /** Fair value of an instrument in ticks, now. */
  public double fundamentalTicks(int instrument) {
    return fairValues.nowTicks(instrument, timeNanos());
  }

  double foreseenTicks(int owner, int instrument) {
    return fairValues.aheadTicks(leadOf[owner], instrument, timeNanos(), horizonNanos());
  }

  /** Nobody sees beyond this time: what comes after the opening is not drawn before its end. */
  private long horizonNanos() {
    return inWarmup ? warmupEndNanos : Long.MAX_VALUE;
  }

  IndicatorBoard board() {
    return board;
  }

  ConditionIndex conditions() {
    return conditions;
  }

  EventQueue queue() {
    return queue;
  }

  SessionRules rules() {
    return rules;
  }

  Participant participant(int owner) {
    return participants[owner];
  }

  long sessionNanos() {
    return market.closeNanos() - market.openNanos();
  }

  /** Who borrows what; null where short selling has no limit. */
  public @Nullable BorrowLedger borrowLedger() {
    return riskDesk == null ? null : riskDesk.ledger();
  }

  long newOrderId() {
    return nextOrderId++;
  }

  boolean isBeforeOpen() {
    return beforeOpen;
  }

  void requestPause() {
    pauseRequested = true;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(nextOrderId);
    out.writeLong(events);
    out.writeLong(orderEvents);
    out.writeLong(episodeSeed);
    out.writeLong(episodeIndex);
    out.writeBoolean(inWarmup);
    digest.save(out);
    market.save(out);
    accounts.save(out);
    queue.save(out);
    board.save(out);
    conditions.save(out);
    for (int i = 0; i < books.length; i++) {
      books[i].save(out);
    }
    fairValues.save(out);
    newsDesk.save(out);
    if (riskDesk != null) {
      riskDesk.save(out);
    }
    if (bandDesk != null) {
      bandDesk.save(out);
    }
    if (balanceWatch != null) {
      balanceWatch.save(out);
    }
    for (Participant participant : participants) {
      participant.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    nextOrderId = in.readLong();
    events = in.readLong();
    orderEvents = in.readLong();
    episodeSeed = in.readLong();
    episodeIndex = in.readLong();
    inWarmup = in.readBoolean();
    digest.load(in);
    market.load(in);
    accounts.load(in);
    queue.load(in);
    board.load(in);
    conditions.load(in);
    for (int i = 0; i < books.length; i++) {
      books[i].load(in);
    }
    fairValues.load(in);
    newsDesk.load(in);
    if (riskDesk != null) {
      riskDesk.load(in);
    }
    if (bandDesk != null) {
      bandDesk.load(in);
    }
    if (balanceWatch != null) {
      balanceWatch.load(in);
    }
    for (Participant participant : participants) {
      participant.load(in);
    }
    exchange.hooks().onRestored();
  }
}
