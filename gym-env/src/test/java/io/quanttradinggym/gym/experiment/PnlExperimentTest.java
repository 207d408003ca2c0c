package io.quanttradinggym.gym.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.gym.statistics.Interval;
import io.quanttradinggym.gym.statistics.MeanEstimate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What participants earn. */
final class PnlExperimentTest {
  private static final double MICROS = 1e6;
  private static final Scenarios SCENARIOS = new Scenarios();

  private static SimulationFactory market(String name, String overridesJson) {
    return new SimulationFactory(SCENARIOS.named(name, overridesJson), PolicyResolver.NONE);
  }

  private static AgentPnl agent(PnlReport report, String name) {
    return report.agents().stream().filter(a -> a.agent().equals(name)).findAny().orElseThrow();
  }

  private static MeanEstimate difference(PnlReport report, String name) {
    return Objects.requireNonNull(agent(report, name).difference());
  }

  @Test
  void pnlIsTheChangeOfPortfolios(@TempDir Path folder) throws IOException {
    Listening listener = new Listening(Integer.MAX_VALUE);
    SimulationFactory market = market("market-making", "");
    PnlReport report =
        new PnlExperiment(market, market("market-making", "{\"fees\": {\"taker_per_lot\": 1.0}}"))
            .run(new DaysSettings(5, 2, "2m"), listener);
    assertEquals("4 of 4 days", listener.texts.getLast());
    double change = 0;
    for (long seed : new long[] {5, 6}) {
      new SimulationExperiment(market.scenario(), PolicyResolver.NONE)
          .run(
              new SimulationSettings(seed, "2m", RecordedFiles.TABLES, 1, new byte[0], false),
              folder,
              ExperimentListener.NONE);
      List<String> lines = Files.readAllLines(folder.resolve("portfolios.csv"));
      change += equityMicros(lines.getLast(), lines) - equityMicros(lines.get(1), lines);
    }
    AgentPnl noise = agent(report, "noise");
    double mean = noise.pnl().mean();
    double against = Objects.requireNonNull(noise.against()).mean();
    assertEquals(40, noise.count());
    assertEquals(change / 2 / 40 / MICROS, mean, 1e-6);
    assertTrue(against < mean, "fees");
    Interval difference = difference(report, "noise").ci95();
    assertEquals(mean - against, (difference.low() + difference.high()) / 2, 1e-6);
    assertEquals(mean - against, difference(report, "noise").mean(), 1e-9);
  }

  /** Equity of all noise traders together at the time of a row. */
  private static double equityMicros(String row, List<String> portfolios) {
    String begin = row.substring(0, row.indexOf(',')) + ",noise-";
    return portfolios.stream()
        .filter(line -> line.startsWith(begin))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
        .sum();
  }

  @Test
  void anIntervalNeedsTwoDays() {
    PnlExperiment experiment = new PnlExperiment(market("market-making", ""), null);
    DaysSettings one = new DaysSettings(0, 1, "");
    assertThrows(InvalidInputException.class, () -> experiment.run(one, ExperimentListener.NONE));
  }

  /** As docs/agents.md tells, on fewer and shorter days. */
  @Test
  @Tag("slow")
  void thoseWhoKnowEarnAndTrendsAreGoodForThoseWhoFollowThem() {
    PnlReport report =
        new PnlExperiment(market("three-shares", ""), market("three-shares", "{\"news\": []}"))
            .run(new DaysSettings(0, 16, "3h"), ExperimentListener.NONE);
    for (String agent :
        List.of("market-maker", "avellaneda-stoikov", "value-ccc", "informed", "momentum")) {
      assertTrue(agent(report, agent).pnl().ci95().low() > 0, agent);
    }
    for (String agent : List.of("noise", "noise-bbb", "noise-ccc", "bollinger-reversion")) {
      assertTrue(agent(report, agent).pnl().ci95().high() < 0, agent);
    }
    for (String agent : List.of("momentum", "rsi-momentum")) {
      assertTrue(difference(report, agent).ci95().low() > 0, agent);
    }
    assertTrue(difference(report, "bollinger-reversion").ci95().high() < 0);
  }
}
