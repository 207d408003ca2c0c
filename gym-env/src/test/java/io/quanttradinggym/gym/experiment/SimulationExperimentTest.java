package io.quanttradinggym.gym.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenarios;
import io.quanttradinggym.sim.data.LobsterReplay;
import io.quanttradinggym.sim.data.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulationExperimentTest {
  private static final byte[] NEW = {};
  private static final Scenarios SCENARIOS = new Scenarios();

  @TempDir private Path folder;

  private SimulationResult run(SimulationSettings settings, ExperimentListener listener) {
    return run("market-making", settings, listener);
  }

  private SimulationResult run(
      String scenario, SimulationSettings settings, ExperimentListener listener) {
    return new SimulationExperiment(SCENARIOS.named(scenario, ""), PolicyResolver.NONE)
        .run(settings, folder, listener);
  }

  private static SimulationSettings settings(long seed, String until, RecordedFiles files) {
    return new SimulationSettings(seed, until, files, 5, NEW, false);
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder.resolve(file));
  }

  @Test
  void recordingChangesNothing() throws IOException {
    Listening listener = new Listening(Integer.MAX_VALUE);
    var first = run(settings(7, "2m", RecordedFiles.NONE), ExperimentListener.NONE);
    var recorded = run(settings(7, "2m", RecordedFiles.ALL), listener);
    var other = run(settings(0, "2m", RecordedFiles.NONE), ExperimentListener.NONE);
    assertEquals(first.digest(), recorded.digest());
    assertNotEquals(first.digest(), other.digest());
    assertEquals(7, first.seed());
    assertEquals(34_320_000_000_000L, first.untilNanos());
    assertEquals(1.0, listener.fractions.getLast());
    assertEquals("120 of 120 seconds of the session", listener.texts.getLast());
    assertEquals(recorded.trades(), lines("trades.csv").size() - 1);
    List<String> prices = lines("prices.csv");
    assertEquals(122, prices.size());
    assertTrue(prices.get(1).matches("34200000000000,QTG,\\d+,\\d+,\\d+,.*"), prices.get(1));
  }

  @Test
  void everyFileAboutASimulationIsWritten() throws IOException {
    run(settings(0, "6m", RecordedFiles.ALL), ExperimentListener.NONE);
    String name = "QTG_2026-01-05_34200000_57600000_%s_5.csv";
    Path messages = folder.resolve(name.formatted("message"));
    Path book = folder.resolve(name.formatted("orderbook"));
    var replay = LobsterReplay.run(messages, book, 5, ProgressListener.NONE);
    assertEquals(1.0, replay.fullDepthMatch());
    List<String> bars = lines("bars_1m.csv");
    assertEquals(7, bars.size());
    assertTrue(bars.get(6).startsWith("34560000000000,QTG,"), bars.get(6));
    assertEquals(3, lines("bars_5m.csv").size());
    assertEquals(2, lines("bars_1h.csv").size());
    assertTrue(Files.size(folder.resolve("series_QTG.npz")) > 10_000);
  }

  @Test
  void aSavedSimulationContinuesAsIfItHadNeverStopped() throws IOException {
    var saved =
        run(
            new SimulationSettings(7, "3m", RecordedFiles.NONE, 5, NEW, true),
            ExperimentListener.NONE);
    var resumed =
        run(
            new SimulationSettings(0, "5m", RecordedFiles.TABLES, 5, saved.state(), false),
            ExperimentListener.NONE);
    var whole = run(settings(7, "5m", RecordedFiles.NONE), ExperimentListener.NONE);
    assertEquals(whole.digest(), resumed.digest());
    assertEquals(whole.events(), resumed.events());
    assertEquals(34_380_000_000_000L, resumed.fromNanos());
    List<String> portfolios = lines("portfolios.csv");
    int accounts = whole.participants() + 2; // those of the exchange and the lender
    assertEquals(1 + 2 * accounts, portfolios.size());
    assertEquals(1 + whole.participants(), lines("agents.csv").size());
    assertTrue(portfolios.get(1).startsWith("34380000000000,"), portfolios.get(1));
    SimulationSettings back =
        new SimulationSettings(7, "2m", RecordedFiles.NONE, 5, saved.state(), false);
    String problem = refused("market-making", back).allowed();
    assertTrue(problem.contains("at least 3m"), problem);
    SimulationSettings on =
        new SimulationSettings(7, "", RecordedFiles.NONE, 5, saved.state(), false);
    assertEquals("snapshot.scenario", refused("order-execution", on).field());
  }

  private InvalidInputException refused(String scenario, SimulationSettings settings) {
    return assertThrows(
        InvalidInputException.class, () -> run(scenario, settings, ExperimentListener.NONE));
  }

  @Test
  void settingsHaveBounds() {
    assertEquals(
        "at most 6h30m, the length of the session",
        refused("market-making", settings(0, "7h", RecordedFiles.NONE)).allowed());
    for (int levels : new int[] {0, 1001}) {
      assertThrows(
          InvalidInputException.class,
          () -> new SimulationSettings(0, "", RecordedFiles.NONE, levels, NEW, false));
    }
  }

  @Test
  void aCancelledSimulationEnds() {
    Listening listener = new Listening(10);
    assertThrows(
        CancellationException.class, () -> run(settings(0, "", RecordedFiles.NONE), listener));
    assertEquals(11, listener.checks.get());
  }
}
