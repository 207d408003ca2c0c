package io.quanttradinggym.grpc.command;

import io.quanttradinggym.grpc.error.Problems;
import io.quanttradinggym.grpc.error.Reason;
import io.quanttradinggym.grpc.scenario.Scenarios;
import io.quanttradinggym.gym.orderbook.OrderBookMarket;
import io.quanttradinggym.gym.orderbook.PopulationEntry;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.FilePolicies;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.statistics.MeanEstimate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays a scenario's market for many seeds and says what its participants earned, each entry of the
 * population for itself. With a variant of the scenario to compare with, both play the same seeds:
 * what has the same name draws the same numbers in both, and differences are taken seed by seed.
 */
public final class ProfitsCommand implements Command {
  private static final int SEEDS = 50;
  private static final int MOST_SEEDS = 100_000;

  @Override
  public String name() {
    return "profits";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(
        List.of("SCENARIO"),
        List.of(),
        List.of("seed", "seeds", "until", "overrides", "against"),
        List.of());
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    Scenario scenario = scenario(arguments, arguments.option("overrides").orElse(""));
    Optional<Scenario> variant =
        arguments.option("against").map(overrides -> scenario(arguments, overrides));
    long firstSeed = arguments.seed("seed");
    int seeds = arguments.integer("seeds", SEEDS, 2, MOST_SEEDS);
    Days days = new Days(console, variant.isPresent() ? 2 * seeds : seeds);
    Map<String, double[]> profits = play(scenario, arguments, days, firstSeed, seeds);
    Map<String, double[]> others =
        variant.map(v -> play(v, arguments, days, firstSeed, seeds)).orElse(Map.of());
    List<Map<String, Object>> agents = new ArrayList<>();
    for (PopulationEntry entry : OrderBookMarket.of(scenario).population()) {
      agents.add(row(entry, profits, others));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("scenario", scenario.name());
    document.put("seed", new BigInteger(Long.toUnsignedString(firstSeed)));
    document.put("seeds", seeds);
    document.put("open_nanos", OrderBookMarket.of(scenario).session().openNanos());
    document.put("until_nanos", MarketRun.untilNanos(scenario, arguments.option("until")));
    document.put("agents", agents);
    return document;
  }

  private static Scenario scenario(Arguments arguments, String overridesJson) {
    return Problems.reporting(
        Reason.SCENARIO, () -> new Scenarios().find(arguments.get(0), overridesJson));
  }

  private static Map<String, double[]> play(
      Scenario scenario, Arguments arguments, Days days, long firstSeed, int seeds) {
    long untilNanos = MarketRun.untilNanos(scenario, arguments.option("until"));
    Profits profits = new Profits(scenario);
    try (FilePolicies policies = new FilePolicies(Scenarios.folder(arguments.get(0)))) {
      SimulationFactory factory = new SimulationFactory(scenario, policies);
      return profits.byEntry(
          days.play(
              factory, firstSeed, seeds, (market, seed) -> profits.ofDay(market, untilNanos)));
    }
  }

  private static Map<String, Object> row(
      PopulationEntry entry, Map<String, double[]> profits, Map<String, double[]> others) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("agent", entry.name());
    row.put("type", entry.agent().plugin().type());
    row.put("count", entry.count());
    double[] own = profits.getOrDefault(entry.name(), new double[0]);
    put(row, "pnl_mean", "ci95", MeanEstimate.of(own));
    double[] other = others.get(entry.name());
    if (other != null) {
      put(row, "against_mean", "against_ci95", MeanEstimate.of(other));
      put(row, "difference_mean", "difference_ci95", MeanEstimate.ofDifference(own, other));
    }
    return row;
  }

  private static void put(
      Map<String, Object> row, String mean, String interval, MeanEstimate estimate) {
    row.put(mean, estimate.mean());
    row.put(interval, List.of(estimate.ci95().low(), estimate.ci95().high()));
  }
}
