package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.event.EventQueue;
import io.quanttradinggym.sim.event.MarketListener;
import io.quanttradinggym.sim.exchange.Exchange;
import io.quanttradinggym.sim.exchange.ExchangeLinks;
import io.quanttradinggym.sim.exchange.ExchangeSetup;
import io.quanttradinggym.sim.feature.IndicatorBoard;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.SessionRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connects the parts of a simulation. {@link Simulator} advances them in time. */
final class Engine implements Stateful {
  final SessionRules rules;
  final Episode episode;
  final EventQueue queue = new EventQueue();
  final EventHandlers handlers;
  final DueParticipants due;
  final Hooks hooks = new Hooks();
  final IndicatorBoard board;
  final ConditionIndex conditions;
  final FairValues fairValues;
  final Exchange exchange;
  final MarketView market;
  final Participant[] participants;

  /** By participant. A separate array, so that the processor can prefetch agent and participant. */
  final Agent[] agents;

  private final Leads leads;

  /** Participants of equal latency share one, so that it stays in the cache. */
  private final Map<LatencyModel, LatencySampler> latencies = new LinkedHashMap<>();

  /** Mandatory and optional modules, in starting order. */
  private final List<EngineModule> modules = new ArrayList<>();

  /** Whether participants are starting; orders sent now are at the exchange at the open. */
  private boolean beforeOpen;

  Engine(SimulatorBuilder builder) {
    ExchangeSetup setup = builder.exchangeSetup();
    List<SimulatorBuilder.ParticipantSpec> specs = builder.participants;
    int[] initialTicks = builder.initialTicks.stream().mapToInt(Integer::intValue).toArray();
    rules = setup.rules();
    episode = new Episode(setup.openNanos(), builder.warmupNanos);
    leads = Leads.of(specs);
    agents = specs.stream().map(SimulatorBuilder.ParticipantSpec::agent).toArray(Agent[]::new);
    participants = new Participant[agents.length];
    due = new DueParticipants(agents);
    board = new IndicatorBoard(initialTicks, setup.openNanos());
    conditions = new ConditionIndex(initialTicks.length, queue);
    fairValues = FairValues.of(builder, leads);
    NewsWire news = new NewsWire(this, builder::newSchedule, leads);
    Reporter reporter = new Reporter(agents, participants);
    ExchangeLinks links = new ExchangeLinks(queue, hooks, reporter, this::checkConditions);
    exchange = new Exchange(setup, builder.newAccounts(), news.feed(), board, links);
    market = exchange.market();
    modules.add(fairValues);
    modules.add(news);
    modules.addAll(exchange.modules());
    DepthImbalanceMonitor depth = new DepthImbalanceMonitor(agents, exchange, queue);
    if (depth.isWatched()) {
      modules.add(depth);
    }
    handlers = new EventHandlers(modules);
    connect(specs);
  }

  LatencySampler latencyOf(LatencyModel model) {
    return latencies.computeIfAbsent(
        model, any -> new LatencySampler(any, rules.processingNanos()));
  }

  private void connect(List<SimulatorBuilder.ParticipantSpec> specs) {
    for (EngineModule module : modules) {
      MarketListener listener = module.listener();
      if (listener != null) {
        hooks.addModule(listener);
      }
    }
    for (int i = 0; i < participants.length; i++) {
      participants[i] = new Participant(this, i, specs.get(i));
    }
    for (Participant participant : participants) {
      participant.agent().onAttach(participant);
    }
  }

  void seed(long seed, long index) {
    for (EngineModule module : modules) {
      module.seed(seed, index);
    }
    for (Participant participant : participants) {
      participant.seed(seed, index);
    }
  }

  /** Begins an episode, after {@link #seed}. */
  void start() {
    for (EngineModule module : modules) {
      module.start();
    }
    // Orders sent before the open arrive at the open, so the first quote exists at the open.
    beforeOpen = true;
    for (Participant participant : participants) {
      participant.agent().onStart(participant);
    }
    beforeOpen = false;
  }

  boolean isBeforeOpen() {
    return beforeOpen;
  }

  void advanceTo(long timeNanos) {
    long now = exchange.timeNanos();
    if (timeNanos > now) {
      hooks.onTimePasses(now, timeNanos);
    }
    if (board.nextBarNanos() <= timeNanos) {
      board.roll(timeNanos);
    }
    exchange.setTime(timeNanos);
  }

  long timeNanos() {
    return exchange.timeNanos();
  }

  /** Notifies agents whose price the mid has reached. */
  void checkConditions(int instrument) {
    conditions.onMid(instrument, market.doubleMidTicks(instrument), market.timeNanos());
  }

  double foreseenTicks(int participant, int instrument) {
    int lead = leads.ofParticipant()[participant];
    return fairValues.aheadTicks(lead, instrument, timeNanos(), episode.horizonNanos());
  }

  @Override
  public void save(StateWriter out) {
    episode.save(out);
    due.save(out);
    exchange.save(out);
    queue.save(out);
    board.save(out);
    conditions.save(out);
    for (EngineModule module : modules) {
      module.save(out);
    }
    for (Participant participant : participants) {
      participant.save(out);
    }
  }

  @Override
  public void load(StateReader in) {
    episode.load(in);
    due.load(in);
    exchange.load(in);
    queue.load(in);
    board.load(in);
    conditions.load(in);
    for (EngineModule module : modules) {
      module.load(in);
    }
    for (Participant participant : participants) {
      participant.load(in);
    }
    if (in.isForgeable()) {
      int instruments = market.instruments();
      conditions.check(in, participants.length);
      queue.check(
          in,
          timeNanos(),
          new EventChecks(handlers, participants.length, instruments, leads.nanos().length));
    }
    hooks.onRestored();
  }
}
