package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.ParameterMaps;
import io.quanttradinggym.gym.scenario.ScenarioProblems;
import io.quanttradinggym.gym.scenario.SectionReader;
import io.quanttradinggym.sim.fundamental.FundamentalType;
import io.quanttradinggym.sim.fundamental.Macro;
import io.quanttradinggym.sim.kernel.AgentType;
import io.quanttradinggym.sim.kernel.LatencyModel;
import io.quanttradinggym.sim.market.AccountLimits;
import io.quanttradinggym.sim.market.BorrowTerms;
import io.quanttradinggym.sim.market.Fees;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.IntensityProfile;
import io.quanttradinggym.sim.market.PriceBand;
import io.quanttradinggym.sim.market.SessionRules;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the market of a scenario: session, instruments, fees and population. */
final class MarketReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");
  private static final String DEFAULT_FUNDAMENTAL = "mean-reverting";
  private static final long DEFAULT_LATENCY_NANOS = Units.NANOS_PER_MILLI;

  private final SectionReader root;
  private final ScenarioProblems problems;
  private final PluginRegistry registry;
  private final Map<String, Object> effective;

  MarketReader(SectionReader root, PluginRegistry registry, Map<String, Object> effective) {
    this.root = root;
    this.problems = root.problems();
    this.registry = registry;
    this.effective = effective;
  }

  TradingDay session() {
    SectionReader section = root.section("session");
    Parameters values = section.parameters(Sections.SESSION);
    section.rejectUnknown();
    effective.put("session", ParameterMaps.toMap(Sections.SESSION, values));
    long open = timeOfDay(section, values, "open");
    long close = timeOfDay(section, values, "close");
    if (open >= close) {
      problems.add(section.field("close"), values.getText("close"), "a time after session.open");
    }
    return new TradingDay(
        date(section, values),
        zone(section, values),
        open,
        close,
        values.getNanos("warmup"),
        rules(section, values, open, Math.max(close, open + 1)));
  }

  private SessionRules rules(SectionReader section, Parameters values, long open, long close) {
    SessionRules otherwise = SessionRules.continuous(open, close);
    long warmup = values.getNanos("opening_auction");
    long closing = values.getNanos("closing_auction");
    if (warmup + closing >= close - open) {
      problems.add(
          section.field("closing_auction"),
          Durations.format(closing),
          "auction calls shorter in total than the session");
      return otherwise;
    }
    return problems.within(
        section.path(),
        () ->
            new SessionRules(
                warmup,
                closing,
                values.getNanos("processing_delay"),
                new IntensityProfile(values.getDoubles("intensity"), open, close)),
        otherwise);
  }

  private long timeOfDay(SectionReader section, Parameters values, String key) {
    String text = values.getText(key);
    return problems.attempt(() -> Durations.parseTimeOfDay(section.field(key), text), 0L);
  }

  private LocalDate date(SectionReader section, Parameters values) {
    try {
      return LocalDate.parse(values.getText("date"));
    } catch (DateTimeException e) {
      problems.add(section.field("date"), values.getText("date"), "a date such as 2026-01-05");
      return LocalDate.EPOCH;
    }
  }

  private ZoneId zone(SectionReader section, Parameters values) {
    try {
      return ZoneId.of(values.getText("zone"));
    } catch (DateTimeException e) {
      problems.add(
          section.field("zone"), values.getText("zone"), "a time zone such as America/New_York");
      return ZoneId.of("UTC");
    }
  }

  List<TradedInstrument> instruments() {
    List<TradedInstrument> instruments = new ArrayList<>();
    List<Object> document = new ArrayList<>();
    Set<String> symbols = new TreeSet<>();
    List<SectionReader> items = root.items("instruments");
    for (SectionReader item : items) {
      Parameters values = item.parameters(Sections.INSTRUMENT);
      Optional<Configured<FundamentalType>> fundamental = fundamental(item);
      Parameters borrow = borrow(item, values);
      Parameters band = band(item);
      item.rejectUnknown();
      if (!symbols.add(values.getText("symbol"))) {
        problems.add(item.field("symbol"), values.getText("symbol"), "a unique symbol");
      }
      checkName(item.field("symbol"), values.getText("symbol"));
      double tickSize = values.getDouble("tick_size");
      if (!Money.isExact(tickSize)) {
        problems.add(item.field("tick_size"), tickSize, "a whole number of millionths");
      }
      if (fundamental.isPresent()) {
        Map<String, Object> map = ParameterMaps.toMap(Sections.INSTRUMENT, values);
        map.put("fundamental", fundamental.get().toMap());
        if (borrow != null) {
          map.put("borrow", ParameterMaps.toMap(BorrowTerms.PARAMETERS, borrow));
        }
        if (band != null) {
          map.put("price_band", ParameterMaps.toMap(PriceBand.PARAMETERS, band));
        }
        document.add(map);
        instruments.add(instrument(instruments.size(), values, fundamental.get(), borrow, band));
      }
    }
    if (items.isEmpty()) {
      problems.add("instruments", List.of(), "a list of at least one instrument");
    }
    effective.put("instruments", document);
    return instruments;
  }

  /** Names occur in file names and as fields of CSV tables. */
  private void checkName(String field, String name) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          field,
          name,
          "1 to 64 letters, digits, dots, dashes or underscores; the first is not a dot");
    }
  }

  private @Nullable Parameters borrow(SectionReader item, Parameters values) {
    boolean given = item.has("borrow");
    SectionReader section = item.section("borrow");
    if (given) {
      Parameters borrow = section.parameters(BorrowTerms.PARAMETERS);
      section.rejectUnknown();
      return borrow;
    }
    if (values.getLong("shares_outstanding") > 0) {
      problems.add(
          section.path(),
          InvalidInputException.MISSING,
          "a mapping such as {pool: 0}, which forbids short sales");
    }
    return null;
  }

  private static @Nullable Parameters band(SectionReader item) {
    boolean given = item.has("price_band");
    SectionReader section = item.section("price_band");
    if (!given) {
      return null;
    }
    Parameters band = section.parameters(PriceBand.PARAMETERS);
    section.rejectUnknown();
    return band;
  }

  private Optional<Configured<FundamentalType>> fundamental(SectionReader item) {
    if (!item.has("fundamental")) {
      item.pluginSection("fundamental");
      return Optional.of(Configured.of(registry.fundamentals().get(DEFAULT_FUNDAMENTAL, "type")));
    }
    SectionReader section = item.pluginSection("fundamental");
    Optional<Configured<FundamentalType>> fundamental = section.configured(registry.fundamentals());
    section.rejectUnknown();
    return fundamental;
  }

  private static TradedInstrument instrument(
      int index,
      Parameters values,
      Configured<FundamentalType> fundamental,
      @Nullable Parameters borrow,
      @Nullable Parameters band) {
    long tick = Money.micros(values.getDouble("tick_size"));
    Instrument instrument =
        new Instrument(index, values.getText("symbol"), tick, values.getText("sector"));
    return new TradedInstrument(
        instrument,
        values.getInt("initial_price"),
        fundamental,
        values.getLong("shares_outstanding"),
        borrow == null ? null : BorrowTerms.of(borrow),
        band == null ? null : PriceBand.of(band));
  }

  Economy economy() {
    SectionReader section = root.section("macro");
    Parameters values = section.parameters(Macro.PARAMETERS);
    section.rejectUnknown();
    effective.put("macro", ParameterMaps.toMap(Macro.PARAMETERS, values));
    return new Economy(Macro.of(values), root.plugins("news", registry.news(), effective));
  }

  AccountLimits limits() {
    SectionReader section = root.section("constraints");
    Parameters values = section.parameters(AccountLimits.PARAMETERS);
    section.rejectUnknown();
    effective.put("constraints", ParameterMaps.toMap(AccountLimits.PARAMETERS, values));
    AccountLimits none =
        AccountLimits.of(Parameters.of(AccountLimits.PARAMETERS, new TreeMap<>(), ""));
    return problems.within(section.path(), () -> AccountLimits.of(values), none);
  }

  Fees fees() {
    SectionReader section = root.section("fees");
    Parameters values = section.parameters(Sections.FEES);
    section.rejectUnknown();
    effective.put("fees", ParameterMaps.toMap(Sections.FEES, values));
    return new Fees(
        values.getDouble("maker_basis_points"),
        values.getDouble("taker_basis_points"),
        Money.micros(values.getDouble("maker_per_lot")),
        Money.micros(values.getDouble("taker_per_lot")));
  }

  List<PopulationEntry> population() {
    List<PopulationEntry> population = new ArrayList<>();
    List<Object> document = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    names.add(TraderSettings.NAME);
    for (SectionReader item : root.items("population")) {
      Optional<Configured<AgentType>> agent = item.configured(registry.agents());
      Parameters values = item.parameters(Sections.POPULATION);
      LatencyModel latency = LatencyDocuments.read(item, "latency", DEFAULT_LATENCY_NANOS);
      item.rejectUnknown();
      if (agent.isPresent()) {
        PopulationEntry entry = entry(agent.get(), values, latency);
        checkName(item.field("name"), entry.name());
        if (!names.add(entry.name())) {
          problems.add(item.field("name"), entry.name(), "a unique name");
        }
        document.add(document(entry, values));
        population.add(entry);
      }
    }
    effective.put("population", document);
    return population;
  }

  private static PopulationEntry entry(
      Configured<AgentType> agent, Parameters values, LatencyModel latency) {
    String name = values.getText("name").isEmpty() ? agent.type() : values.getText("name");
    return new PopulationEntry(
        agent,
        name,
        values.getInt("count"),
        latency,
        Money.micros(values.getDouble("cash")),
        values.getLong("position"));
  }

  private static Map<String, Object> document(PopulationEntry entry, Parameters values) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(Configured.TYPE, entry.agent().type());
    map.putAll(ParameterMaps.toMap(Sections.POPULATION, values));
    map.put("name", entry.name());
    map.put("latency", LatencyDocuments.toMap(entry.latency()));
    map.putAll(entry.agent().toMap());
    return map;
  }
}
