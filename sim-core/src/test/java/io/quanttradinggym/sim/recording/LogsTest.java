package io.quanttradinggym.sim.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.kernel.SimulatorBuilder;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.PriceBand;
import io.quanttradinggym.sim.news.NewsSetup;
import io.quanttradinggym.sim.news.NewsType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables about a simulation, against what the simulation says of itself. */
final class LogsTest {
  private static final long SECONDS = 630;
  private static final long TICK_MICROS = 10_001; // odd, so that a half of it is rounded
  private static final Populations POPULATIONS =
      new Populations(
          List.of(
              new Population("maker", "market-maker", 3),
              new Population("noise, \"loud\"", "noise", 40),
              new Population("others", "mixed", 83)));

  @TempDir private Path directory;
  private final Simulator market = market();

  /** Two instruments, one with a narrow band, and news every minute. */
  private static Simulator market() {
    SimulatorBuilder builder = Markets.mixed(2, TICK_MICROS);
    NewsType type = Plugins.load(NewsType.class).get("earnings-surprise", "type");
    List<Instrument> instruments =
        List.of(new Instrument(0, "S0", TICK_MICROS), new Instrument(1, "S1", TICK_MICROS));
    NewsSetup setup = new NewsSetup("earnings", instruments, Markets.OPEN, Markets.CLOSE);
    Map<String, Object> given = Map.of("instrument", 1, "rate", 390.0, "magnitude", 0.002);
    builder.news(() -> type.create(Parameters.of(type.parameters(), given, ""), setup));
    return builder.band(1, new PriceBand(0.0015, 0, 60_000_000_000L, 10_000_000_000L)).build();
  }

  @BeforeEach
  void play() {
    market.reset(3, 0);
    List<SimulationHook> hooks = new ArrayList<>();
    var activity = new ActivityLog(file("activity"), market.market(), POPULATIONS);
    var depth = new DepthLog(file("depth"), market.market(), 5, 60 * Markets.SECOND);
    var news = new NewsLog(file("news"), market.market());
    var phases = new PhaseLog(file("phases"), market.market());
    var owned = new PopulationLog(directory, market, POPULATIONS, 60 * Markets.SECOND);
    var portfolios = new PortfolioLog(directory, market, 300 * Markets.SECOND);
    var trades = new TradeLog(file("trades"), market);
    hooks.addAll(List.of(activity, depth, news, phases, owned, portfolios, trades));
    hooks.forEach(market::addHook);
    market.run(Markets.OPEN + SECONDS * Markets.SECOND);
    hooks.forEach(market::removeHook);
    activity.close();
    depth.close();
    news.close();
    phases.close();
    owned.close();
    portfolios.close();
    trades.close();
  }

  private Path file(String name) {
    return directory.resolve(name + ".csv");
  }

  /** Lines after the first, as fields; names of populations are unquoted. */
  private List<List<String>> read(String name) throws IOException {
    return Files.readAllLines(file(name)).stream()
        .skip(1)
        .map(line -> line.replace("\"noise, \"\"loud\"\"\"", "noise"))
        .map(line -> List.of(line.split(",", -1)))
        .toList();
  }

  private List<String> names() {
    return IntStream.range(0, market.participants()).mapToObj(market::name).toList();
  }

  private static long sum(List<List<String>> rows, String event, int column) {
    return rows.stream()
        .filter(row -> row.get(2).equals(event))
        .mapToLong(row -> Long.parseLong(row.get(column)))
        .sum();
  }

  @Test
  void activityIsWhatHappened() throws IOException {
    List<List<String>> activity = read("activity");
    List<List<String>> trades = read("trades");
    long lots = trades.stream().mapToLong(row -> Long.parseLong(row.get(4))).sum();
    assertEquals(market.trades(), trades.size());
    assertTrue(trades.size() > 300);
    assertEquals(trades.size(), sum(activity, "made", 4));
    assertEquals(trades.size(), sum(activity, "taken", 4));
    assertEquals(lots, sum(activity, "made", 5));
    assertTrue(sum(activity, "accepted", 5) > sum(activity, "cancelled", 5) + 2 * lots);
    assertTrue(
        activity.stream()
            .anyMatch(row -> row.get(0).equals("noise") && row.get(3).equals("requested")));
    assertTrue(activity.stream().anyMatch(row -> row.get(3).equals("market_halted")));
    assertTrue(sum(activity, "rejected", 4) > 0 && sum(activity, "request_rejected", 4) > 0);
  }

  @Test
  void depthIsTheBookByTheMinute() throws IOException {
    List<List<String>> depth = read("depth");
    assertEquals(11, depth.stream().map(List::getFirst).distinct().count());
    for (List<String> row : depth) {
      assertTrue(
          Integer.parseInt(row.get(3)) <= 5 && Long.parseLong(row.get(5)) > 0, row.toString());
    }
    assertTrue(depth.stream().anyMatch(row -> row.get(2).equals("sell") && row.get(3).equals("5")));
  }

  @Test
  void newsAndHaltsAreThere() throws IOException {
    List<List<String>> news = read("news");
    assertEquals(market.market().news().count(), news.size());
    assertTrue(news.size() > 3);
    assertTrue(
        news.stream().allMatch(row -> row.get(1).equals("earnings") && row.get(2).equals("S1")));
    List<List<String>> phases = read("phases");
    assertTrue(phases.stream().anyMatch(row -> row.get(3).startsWith("limit_")), phases.toString());
    assertTrue(phases.stream().allMatch(row -> row.get(1).equals("S1")), phases.toString());
  }

  @Test
  void populationsOwnWhatTheirMembersDo() throws IOException {
    List<List<String>> money = read("populations");
    assertEquals(12 * 3, money.size(), "at the open, each minute, and at the end");
    Accounts accounts = market.accounts();
    long cash = 0;
    for (int participant = 0; participant < 3; participant++) {
      cash += accounts.cashMicros(participant);
    }
    assertEquals(cash, Long.parseLong(money.get(33).get(2)));
    long lots = 0;
    for (int participant = 3; participant < 43; participant++) {
      lots += accounts.positionLots(participant, 1);
    }
    List<List<String>> positions = read("population_positions");
    assertEquals(12 * 3 * 2, positions.size());
    assertEquals("noise", positions.get(69).get(1));
    assertEquals(lots, Long.parseLong(positions.get(69).get(3)));
  }

  @Test
  void populationsAreWorthWhatTheirMembersAre() throws IOException {
    Map<String, Long> members = new TreeMap<>();
    for (List<String> row : read("portfolios")) {
      int participant = names().indexOf(row.get(1));
      if (participant >= 0) {
        String population = POPULATIONS.name(POPULATIONS.of(participant)).replace(", \"loud\"", "");
        members.merge(row.get(0) + population, Long.parseLong(row.get(4)), Long::sum);
      }
    }
    int compared = 0;
    for (List<String> row : read("populations")) {
      Long sum = members.get(row.get(0) + row.get(1));
      if (sum != null) {
        assertEquals(sum, Long.parseLong(row.get(4)), row.toString());
        compared++;
      }
    }
    assertEquals(4 * 3, compared);
  }

  @Test
  void portfoliosAddUp() throws IOException {
    List<List<String>> portfolios = read("portfolios");
    int accounts = market.participants() + 2;
    assertEquals(4 * accounts, portfolios.size(), "at 0, 5, 10 and 10.5 minutes");
    for (int snapshot = 0; snapshot < 4; snapshot++) {
      long cash = 0;
      for (List<String> row : portfolios.subList(snapshot * accounts, (snapshot + 1) * accounts)) {
        cash += Long.parseLong(row.get(2));
      }
      assertEquals(market.accounts().totalCashMicros(), cash);
    }
    POPULATIONS.write(file("agents"));
    List<String> agents = Files.readAllLines(file("agents"));
    assertEquals(1 + market.participants(), agents.size());
    assertEquals("\"noise, \"\"loud\"\"-0\",\"noise, \"\"loud\"\"\",noise", agents.get(4));
  }
}
