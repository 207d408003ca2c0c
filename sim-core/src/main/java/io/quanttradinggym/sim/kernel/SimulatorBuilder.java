package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.exchange.ExchangeSetup;
import io.quanttradinggym.sim.exchange.Listing;
import io.quanttradinggym.sim.exchange.ShareSupply;
import io.quanttradinggym.sim.fundamental.FundamentalProcess;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.PriceBand;
import io.quanttradinggym.sim.market.SessionRules;
import io.quanttradinggym.sim.news.NewsSchedule;
import io.quanttradinggym.sim.news.NewsSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Configures a simulation: its session, instruments and participants. */
public final class SimulatorBuilder {
  private static final AccountLimits NO_LIMITS =
      new AccountLimits(AccountLimits.UNLIMITED, 0, 0, 0, Units.NANOS_PER_MINUTE);

  final long openNanos;
  final long closeNanos;
  final List<Instrument> instruments = new ArrayList<>();
  final List<Integer> initialTicks = new ArrayList<>();
  final List<Supplier<FundamentalProcess>> fundamentals = new ArrayList<>();
  final List<Supplier<NewsSource>> news = new ArrayList<>();
  final List<Fees> fees = new ArrayList<>();
  final List<ParticipantSpec> participants = new ArrayList<>();
  long warmupNanos;
  private final Set<String> names = new LinkedHashSet<>();

  AccountLimits limits = NO_LIMITS;
  SessionRules rules;
  private final SortedMap<Integer, ShareSupply> shares = new TreeMap<>();
  private final SortedMap<Integer, PriceBand> bands = new TreeMap<>();

  record ParticipantSpec(
      String name, LatencyModel latency, Agent agent, long cashMicros, List<Long> positionsLots) {
    long positionLots(int instrument) {
      return instrument < positionsLots.size() ? positionsLots.get(instrument) : 0;
    }
  }

  SimulatorBuilder(long openNanos, long closeNanos) {
    if (openNanos < 0 || closeNanos <= openNanos) {
      throw new InvalidInputException(
          "session.close", closeNanos, "after session.open (" + openNanos + ")");
    }
    this.openNanos = openNanos;
    this.closeNanos = closeNanos;
    rules = SessionRules.continuous(openNanos, closeNanos);
  }

  /**
   * Adds a warm-up to episodes: they begin with this duration of one of {@link WarmupStates#COUNT}
   * shared markets. Without it, all randomness from the open on belongs to the episode.
   *
   * @param lengthNanos duration from the open; 0 = none
   */
  public SimulatorBuilder warmup(long lengthNanos) {
    if (lengthNanos < 0 || lengthNanos > closeNanos - openNanos) {
      throw new InvalidInputException(
          "session.warmup", lengthNanos, "0 to the close, " + (closeNanos - openNanos));
    }
    warmupNanos = lengthNanos;
    return this;
  }

  /**
   * Adds an instrument; its index must equal the number of instruments added before.
   *
   * @param fundamental creates a process of the same configuration on each call
   */
  public SimulatorBuilder instrument(
      Instrument instrument,
      int initialPriceTicks,
      Supplier<FundamentalProcess> fundamental,
      Fees charged) {
    if (instrument.index() != instruments.size()) {
      throw new InvalidInputException(
          "instrument.index", instrument.index(), String.valueOf(instruments.size()));
    }
    if (initialPriceTicks < 1 || initialPriceTicks > OrderBook.MAX_PRICE_TICKS) {
      throw new InvalidInputException(
          "initial_price", initialPriceTicks, "1 to " + OrderBook.MAX_PRICE_TICKS);
    }
    instruments.add(instrument);
    initialTicks.add(initialPriceTicks);
    fundamentals.add(fundamental);
    fees.add(charged);
    return this;
  }

  /** Sets the rules of the trading day; the default is continuous trading. */
  public SimulatorBuilder rules(SessionRules sessionRules) {
    long calls = sessionRules.openingAuctionNanos() + sessionRules.closingAuctionNanos();
    if (calls >= closeNanos - openNanos) {
      throw new InvalidInputException(
          "session.closing_auction", calls, "auction calls shorter in total than the session");
    }
    rules = sessionRules;
    return this;
  }

  /** Sets limits of all accounts. */
  public SimulatorBuilder limits(AccountLimits accountLimits) {
    limits = accountLimits;
    return this;
  }

  /**
   * Sets the shares of an instrument that participants do not hold, and the terms of short sales.
   * The default is unlimited and free short selling.
   *
   * @param sharesOutstanding total number of shares in lots, including initial positions; 0 =
   *     initial positions plus the pool
   */
  public SimulatorBuilder shares(int instrument, long sharesOutstanding, BorrowTerms terms) {
    shares.put(instrument, new ShareSupply(sharesOutstanding, terms));
    return this;
  }

  /**
   * Sets the price band of an instrument. A market order that would trade outside it starts a halt.
   */
  public SimulatorBuilder band(int instrument, PriceBand band) {
    bands.put(instrument, band);
    return this;
  }

  /**
   * Adds a source of news.
   *
   * @param source creates a source of the same configuration on each call
   */
  public SimulatorBuilder news(Supplier<NewsSource> source) {
    news.add(source);
    return this;
  }

  /**
   * Adds a participant.
   *
   * @param name unique; seeds the participant's random stream
   * @param cashMicros initial cash
   * @param positionsLots initial positions by instrument; missing entries are 0
   * @return index of the participant
   */
  public int agent(
      String name, LatencyModel latency, Agent agent, long cashMicros, long... positionsLots) {
    if (!names.add(name)) {
      throw new InvalidInputException("population.name", name, "a unique name");
    }
    participants.add(
        new ParticipantSpec(
            name, latency, agent, cashMicros, Arrays.stream(positionsLots).boxed().toList()));
    return participants.size() - 1;
  }

  /** A new schedule of all news of the simulation, from the start. */
  NewsSchedule newSchedule() {
    return new NewsSchedule(news.stream().map(Supplier::get).toList(), instruments);
  }

  ExchangeSetup exchangeSetup() {
    List<Listing> listings = new ArrayList<>();
    for (int i = 0; i < instruments.size(); i++) {
      listings.add(
          new Listing(
              instruments.get(i), initialTicks.get(i), fees.get(i), bands.get(i), shares.get(i)));
    }
    return new ExchangeSetup(listings, rules, limits, openNanos, closeNanos);
  }

  /** New accounts with the initial cash and positions. */
  Accounts newAccounts() {
    Accounts accounts = new Accounts(participants.size(), instruments.size());
    for (int participant = 0; participant < participants.size(); participant++) {
      ParticipantSpec spec = participants.get(participant);
      for (int i = 0; i < instruments.size(); i++) {
        accounts.endow(participant, spec.cashMicros(), i, spec.positionLots(i));
      }
    }
    return accounts;
  }

  public Simulator build() {
    if (instruments.isEmpty()) {
      throw new InvalidInputException("instruments", List.of(), "at least one instrument");
    }
    return new Simulator(this);
  }
}
