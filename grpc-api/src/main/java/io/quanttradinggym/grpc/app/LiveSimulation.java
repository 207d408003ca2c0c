package io.quanttradinggym.grpc.app;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Agent;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.Valuation;
import io.quanttradinggym.sim.monitor.TradeRecord;
import io.quanttradinggym.sim.monitor.TradeTape;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A market that runs on request and exposes its book, participants and trades at any time. The same
 * scenario and seed give the same market as {@code qtg simulate}.
 *
 * <p>Prices are in ticks, quantities in lots, money in millionths of the currency, times in
 * nanoseconds since midnight. Methods without an instrument parameter use the first instrument. The
 * Java objects behind it ({@link #simulator}, {@link #market}, {@link #book}, {@link #agent}) are
 * live; reading them changes nothing. Calls are serialised: one thread runs at a time.
 */
public final class LiveSimulation implements AutoCloseable {
  private static final int TRADES_KEPT = 10_000;

  private final Scenario scenario;
  private final Simulator simulator;
  private final Valuation valuation;
  private final TradeTape tape;
  private long seed;

  LiveSimulation(Scenario scenario, Simulator simulator, long seed) {
    this.scenario = scenario;
    this.simulator = simulator;
    valuation = new Valuation(simulator.market(), simulator.accounts());
    tape = TradeTape.ofAll(simulator, TRADES_KEPT);
    simulator.addHook(tape);
    reset(seed);
  }

  /** Resets the market to the open with another seed. */
  public synchronized void reset(long newSeed) {
    seed = newSeed;
    tape.clear();
    simulator.reset(newSeed, 0);
    runUntil(openNanos());
  }

  /** The scenario's name. */
  public String scenario() {
    return scenario.name();
  }

  /** Unsigned. */
  public synchronized long seed() {
    return seed;
  }

  /**
   * Advances the market, at most to the close; returns the new time.
   *
   * @param duration such as "1s", "250ms" or "10m"
   */
  public long runFor(String duration) {
    return runFor(Durations.parseNanos("duration", duration));
  }

  /** As {@link #runFor(String)}. */
  public synchronized long runFor(long nanos) {
    if (nanos < 0) {
      throw new InvalidInputException("duration", nanos, "0 nanoseconds or more");
    }
    return runUntil(Math.min(closeNanos(), timeNanos() + Math.min(nanos, closeNanos())));
  }

  /**
   * Advances the market to a time of day, at most to the close; returns the new time.
   *
   * @param timeOfDay such as "10:30" or "09:31:05"; not before the current time
   */
  public long runUntil(String timeOfDay) {
    return runUntil(Durations.parseTimeOfDay("time", timeOfDay));
  }

  /** As {@link #runUntil(String)}. */
  public synchronized long runUntil(long nanos) {
    if (nanos < timeNanos()) {
      throw new InvalidInputException("time", nanos, "now or later; now is " + timeNanos());
    }
    while (simulator.run(nanos)) {
      // Some participant paused the run; no decision from outside is due.
    }
    return timeNanos();
  }

  public synchronized long timeNanos() {
    return simulator.timeNanos();
  }

  public long openNanos() {
    return OrderBookMarket.of(scenario).session().openNanos();
  }

  public long closeNanos() {
    return OrderBookMarket.of(scenario).session().closeNanos();
  }

  /** The simulator itself. */
  public Simulator simulator() {
    return simulator;
  }

  /** Public state of the market. */
  public MarketView market() {
    return simulator.market();
  }

  /** The live order book of the first instrument. */
  public OrderBook book() {
    return book(0);
  }

  /** The live order book of an instrument. */
  public OrderBook book(int instrument) {
    return simulator.book(checkInstrument(instrument));
  }

  /** The best levels of the bid side, best first, as [price in ticks, lots, orders]. */
  public List<List<Long>> bids(int levels) {
    return levels(0, Side.BUY, levels);
  }

  /** The best levels of the ask side, best first, as [price in ticks, lots, orders]. */
  public List<List<Long>> asks(int levels) {
    return levels(0, Side.SELL, levels);
  }

  /**
   * The best levels of a side of an instrument.
   *
   * @param side "buy" or "sell"
   */
  public List<List<Long>> levels(int instrument, String side, int levels) {
    return levels(
        instrument,
        switch (side) {
          case "buy" -> Side.BUY;
          case "sell" -> Side.SELL;
          default -> throw new InvalidInputException("side", side, "buy, sell");
        },
        levels);
  }

  private synchronized List<List<Long>> levels(int instrument, Side side, int levels) {
    OrderBook book = book(instrument);
    int count = Math.clamp(levels, 0, book.levelCount(side));
    int[] pricesTicks = new int[count];
    long[] quantitiesLots = new long[count];
    book.levels(side, count, pricesTicks, quantitiesLots);
    List<List<Long>> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(
          List.of(
              (long) pricesTicks[i],
              quantitiesLots[i],
              (long) book.orderCountAt(side, pricesTicks[i])));
    }
    return rows;
  }

  /** Mid price of the first instrument. */
  public synchronized double midTicks() {
    return market().midTicks(0);
  }

  /** Fair value of the first instrument, which only informed participants observe. */
  public synchronized double fundamentalTicks() {
    return simulator.fundamentalTicks(0);
  }

  /** Names of all participants. */
  public List<String> agents() {
    List<String> names = new ArrayList<>(simulator.participants());
    for (int participant = 0; participant < simulator.participants(); participant++) {
      names.add(simulator.name(participant));
    }
    return names;
  }

  /** The Java object of a participant. */
  public Agent agent(String name) {
    return simulator.agent(participant(name));
  }

  public long positionLots(String agent) {
    return positionLots(agent, 0);
  }

  public synchronized long positionLots(String agent, int instrument) {
    return simulator.accounts().positionLots(participant(agent), checkInstrument(instrument));
  }

  public synchronized long cashMicros(String agent) {
    return simulator.accounts().cashMicros(participant(agent));
  }

  /** Fees paid, less rebates. */
  public synchronized long feesMicros(String agent) {
    return simulator.accounts().feesMicros(participant(agent));
  }

  /** Cash and positions at mid. */
  public synchronized long equityMicros(String agent) {
    return valuation.equityMicros(participant(agent));
  }

  private int participant(String name) {
    int participant = agents().indexOf(name);
    if (participant < 0) {
      throw new InvalidInputException("agent", name, "one of agents()");
    }
    return participant;
  }

  private int checkInstrument(int instrument) {
    int last = market().instruments() - 1;
    if (instrument < 0 || instrument > last) {
      throw new InvalidInputException("instrument", instrument, "0 to " + last);
    }
    return instrument;
  }

  /** The last trades, oldest first; at most 10,000 trades are kept. */
  public synchronized List<TradeRecord> trades(int last) {
    return List.copyOf(tape.latest(0, last).reversed());
  }

  /** Number of trades since the open. */
  public synchronized long tradeCount() {
    return simulator.trades();
  }

  /** Number of events since the open. */
  public synchronized long events() {
    return simulator.events();
  }

  /** Digest of all book events since the open: 16 hex digits. */
  public synchronized String digest() {
    return HexFormat.of().toHexDigits(simulator.digest());
  }

  /** Removes the hooks. Recorded trades remain readable. */
  @Override
  public synchronized void close() {
    simulator.removeHook(tape);
  }
}
