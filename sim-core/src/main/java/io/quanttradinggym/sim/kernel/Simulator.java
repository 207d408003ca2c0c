package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.event.EventKind;
import io.quanttradinggym.sim.event.EventQueue;
import io.quanttradinggym.sim.exchange.Exchange;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowLedger;
import io.quanttradinggym.sim.market.MarketView;
import org.jspecify.annotations.Nullable;

/**
 * A discrete-event simulation of one exchange and its participants. The same configuration, seed
 * and outside decisions give the same events, byte for byte, on every machine.
 *
 * <p>After warm-up {@link #run} allocates nothing. NOT thread safe: one thread at a time;
 * simulators share nothing.
 */
public final class Simulator implements Stateful {
  private final Engine engine;
  private final EventQueue queue;
  private final DueParticipants due;
  private final Exchange exchange;
  private final MarketView market;
  private final Participant[] participants;
  private final Agent[] agents; // by participant
  private final Episode episode;
  private final byte[] pristine;

  /** Receives the state at the end of the warm-up in progress. */
  private @Nullable WarmupStates keeper;

  private long events;

  Simulator(SimulatorBuilder builder) {
    engine = new Engine(builder);
    queue = engine.queue;
    due = engine.due;
    exchange = engine.exchange;
    market = engine.market;
    participants = engine.participants;
    agents = engine.agents;
    episode = engine.episode;
    StateWriter state = new StateWriter();
    save(state);
    pristine = state.toByteArray();
  }

  /**
   * Starts the configuration of a simulation with a session from {@code openNanos} to {@code
   * closeNanos}.
   */
  public static SimulatorBuilder builder(long openNanos, long closeNanos) {
    return new SimulatorBuilder(openNanos, closeNanos);
  }

  /**
   * Begins an episode at the open and discards all earlier state.
   *
   * <p>If a warm-up is configured, the seed selects one of {@link WarmupStates#COUNT} warm-ups,
   * which is played first. All later randomness belongs to the episode.
   *
   * @param seed unsigned, any value
   * @param index 0 for the episode of a user's seed, k for the k-th episode after it
   */
  public void reset(long seed, long index) {
    load(new StateReader(pristine, 0, pristine.length));
    episode.begin(seed, index);
    if (episode.isInWarmup()) {
      engine.seed(episode.warmupOf(seed, index), Episode.WARMUP);
    } else {
      engine.seed(seed, index);
    }
    engine.start();
  }

  /**
   * Begins an episode as {@link #reset(long, long)}, but at the end of its warm-up if that state is
   * stored. Otherwise {@link #run} plays the warm-up and offers the state. The following events are
   * identical, bit for bit.
   *
   * @param states provides the stored state, or receives it after the warm-up
   */
  public void reset(long seed, long index, WarmupStates states) {
    byte[] state = states.get(episode.warmupOf(seed, index));
    if (state != null) {
      load(new StateReader(state, 0, state.length));
      episode.continueAs(seed, index);
      return;
    }
    reset(seed, index);
    keeper = states;
  }

  /** Switches to the randomness of the episode. */
  private void endWarmup() {
    episode.endWarmup();
    // Paths up to here belong to the warm-up, whether or not they were read.
    engine.fairValues.advance(episode.warmupEndNanos());
    engine.seed(episode.seed(), episode.index());
  }

  /**
   * Processes events up to and including {@code untilNanos}, at most to the close.
   *
   * <p>It returns as soon as a decision is due; {@link #dueCount} and {@link #due} identify the
   * participants. The event that made the decision due is then the last processed event, with one
   * exception: if several participants decide outside ({@link Agent#decidesOutside}), the
   * simultaneous wake-ups of the others follow at once, before any other event at that time. All
   * participants with simultaneous decisions therefore observe the same market before any of them
   * acts.
   *
   * @return true if a decision is due (call again to continue); false if the clock has reached the
   *     time
   */
  public boolean run(long untilNanos) {
    return run(untilNanos, Long.MAX_VALUE) == Stop.DECISION;
  }

  /**
   * As {@link #run(long)}, for at most the given number of events. The limit does not affect the
   * simulation: after {@link Stop#LIMIT}, the next call continues as if there had been no stop.
   *
   * @param maxEvents at least 1; simultaneous wake-ups after a decision are not counted
   */
  public Stop run(long untilNanos, long maxEvents) {
    long until = Math.min(untilNanos, market.closeNanos());
    long lastEvent = events + Math.min(maxEvents, Long.MAX_VALUE - events);
    due.clear();
    if (episode.isInWarmup()) {
      long end = episode.warmupEndNanos();
      Stop stop = process(Math.min(until, end), lastEvent);
      if (stop == Stop.DECISION) {
        keeper = null; // the following events depend on outside decisions
      }
      if (stop != Stop.TIME) {
        return stop;
      }
      if (until >= end) {
        offerWarmup();
      }
      if (until <= end) {
        return Stop.TIME;
      }
      endWarmup();
    }
    return process(until, lastEvent);
  }

  private Stop process(long until, long lastEvent) {
    for (long next = queue.nextTimeNanos(); next <= until; next = queue.nextTimeNanos()) {
      if (events >= lastEvent) {
        return Stop.LIMIT;
      }
      engine.advanceTo(next);
      dispatch(queue.pop());
      if (due.count() > 0) {
        gatherDue();
        return Stop.DECISION;
      }
    }
    engine.advanceTo(Math.max(until, market.timeNanos()));
    return Stop.TIME;
  }

  private void offerWarmup() {
    WarmupStates states = keeper;
    if (states != null) {
      keeper = null;
      StateWriter out = new StateWriter();
      save(out);
      states.offer(episode.warmupOf(episode.seed(), episode.index()), out.toByteArray());
    }
  }

  private void gatherDue() {
    if (due.isGathered()) {
      int slot = queue.popWake(market.timeNanos(), due.candidates());
      while (slot != EventQueue.NONE) {
        dispatch(slot);
        slot = queue.popWake(market.timeNanos(), due.candidates());
      }
    }
  }

  /** At most 325 bytes of byte code: HotSpot compiles no larger method into the loop around it. */
  private void dispatch(int slot) {
    events++;
    EventKind kind = queue.kind(slot);
    int who = queue.participant(slot);
    switch (kind) {
      case WAKE -> agents[who].onWake(participants[who]);
      case LIMIT_ORDER -> submitLimit(slot);
      case MARKET_ORDER -> submitMarket(slot);
      case CANCEL -> cancel(slot);
      case REPLACE -> replace(slot);
      case REDUCE -> reduce(slot);
      case TICKET_ORDER -> submitTicket(slot);
      case EXPIRY -> exchange.expire(queue.instrument(slot));
      case CONDITION -> agents[who].onCondition(participants[who], queue.orderId(slot));
      case DEPTH_IMBALANCE ->
          agents[who].onDepthImbalance(participants[who], queue.instrument(slot));
      case NEWS, PHASE, PRICE_BAND, RECALL, BUY_IN, MARGIN_CHECK -> handle(kind, slot);
    }
  }

  private void handle(EventKind kind, int slot) {
    engine
        .handlers
        .of(kind)
        .handle(kind, queue.participant(slot), queue.instrument(slot), queue.flag(slot));
  }

  private void submitLimit(int slot) {
    int flag = queue.flag(slot);
    exchange.submitLimit(
        queue.instrument(slot),
        queue.orderId(slot),
        queue.participant(slot),
        Participant.side(flag),
        queue.priceTicks(slot),
        queue.quantityLots(slot),
        Participant.timeInForce(flag));
  }

  private void submitMarket(int slot) {
    exchange.submitMarket(
        queue.instrument(slot),
        queue.orderId(slot),
        queue.participant(slot),
        Participant.side(queue.flag(slot)),
        queue.quantityLots(slot));
  }

  private void submitTicket(int slot) {
    exchange.submit(queue.instrument(slot), queue.participant(slot), queue.ticket(slot));
  }

  private void cancel(int slot) {
    exchange.cancel(queue.instrument(slot), queue.orderId(slot), queue.participant(slot));
  }

  private void reduce(int slot) {
    exchange.reduce(
        queue.instrument(slot),
        queue.orderId(slot),
        queue.participant(slot),
        queue.quantityLots(slot));
  }

  private void replace(int slot) {
    exchange.replace(
        queue.instrument(slot),
        queue.orderId(slot),
        queue.participant(slot),
        queue.priceTicks(slot),
        queue.quantityLots(slot));
  }

  /**
   * Reads the state that the events of the next time span need, so that it is in the processor's
   * cache. The reads do not depend on each other and therefore overlap, unlike those of events.
   * Changes nothing.
   *
   * @return any number that depends on the reads
   */
  public long touch(long spanNanos) {
    long now = market.timeNanos();
    long sum = queue.touch(index -> participants[index].touch(), now, now + spanNanos);
    for (int i = 0; i < market.instruments(); i++) {
      sum += exchange.book(i).touch();
    }
    return sum;
  }

  /** Number of participants with a due decision; 0 unless {@link #run} returned true. */
  public int dueCount() {
    return due.count();
  }

  /**
   * A participant with a due decision, in the order in which decisions became due. Valid until the
   * next {@link #run}, reset or {@link #load}.
   *
   * @param i 0 to {@link #dueCount} - 1
   */
  public int due(int i) {
    return due.get(i);
  }

  /**
   * Time of a participant's next wake-up; {@link Long#MAX_VALUE} if there is none. Slow; use
   * rarely.
   */
  public long nextWakeNanos(int participant) {
    return queue.nextWakeNanos(participant);
  }

  /** Nanoseconds since midnight of the session date. */
  public long timeNanos() {
    return market.timeNanos();
  }

  public MarketView market() {
    return market;
  }

  public Accounts accounts() {
    return exchange.accounts();
  }

  /** The live book; read-only use. */
  public OrderBook book(int instrument) {
    return exchange.book(instrument);
  }

  /** Wake-ups, news and order messages processed in this episode. */
  public long events() {
    return events;
  }

  /** Order messages (new, cancel, reduce, replace) processed in this episode. */
  public long orderEvents() {
    return exchange.messages();
  }

  /** Trades in this episode, over all instruments. */
  public long trades() {
    long trades = 0;
    for (int i = 0; i < market.instruments(); i++) {
      trades += market.tradeCount(i);
    }
    return trades;
  }

  /**
   * Adds a hook that observes all events from now on, across resets. A hook changes nothing in the
   * simulation and is not part of its state.
   */
  public void addHook(SimulationHook hook) {
    engine.hooks.add(hook);
  }

  /** Removes a hook. */
  public void removeHook(SimulationHook hook) {
    engine.hooks.remove(hook);
  }

  /** Running digest of all book events of this episode. */
  public long digest() {
    return exchange.digest();
  }

  /** Number of participants. Their indices run from 0 and identify them in the books. */
  public int participants() {
    return participants.length;
  }

  public String name(int participant) {
    return participants[participant].name();
  }

  public Agent agent(int participant) {
    return agents[participant];
  }

  /** Current fair value of an instrument in ticks. */
  public double fundamentalTicks(int instrument) {
    return engine.fairValues.nowTicks(instrument, timeNanos());
  }

  /** The borrow ledger; null if short selling is unlimited. */
  public @Nullable BorrowLedger borrowLedger() {
    return exchange.borrowLedger();
  }

  Engine engine() {
    return engine;
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(events);
    engine.save(out);
  }

  @Override
  public void load(StateReader in) {
    keeper = null;
    events = in.readLong(0, Times.MAX_NANOS);
    engine.load(in);
  }
}
