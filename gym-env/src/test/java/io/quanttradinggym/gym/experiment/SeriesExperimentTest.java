package io.quanttradinggym.gym.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.gym.scenario.Scenario;
import io.quanttradinggym.gym.scenario.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesExperimentTest {
  private static final Scenario SCENARIO = new Scenarios().named("market-making", "");

  @Test
  void seriesAreWrittenForEverySeed(@TempDir Path folder) {
    Map<Long, SeriesDay> days = Collections.synchronizedMap(new TreeMap<>());
    new SeriesExperiment(new SimulationFactory(SCENARIO, PolicyResolver.NONE))
        .run(
            new DaysSettings(5, 3, "2m"),
            folder,
            day -> days.put(day.seed(), day),
            ExperimentListener.NONE);
    SimulationSettings alone =
        new SimulationSettings(6, "2m", RecordedFiles.NONE, 1, new byte[0], false);
    var simulation =
        new SimulationExperiment(SCENARIO, PolicyResolver.NONE)
            .run(alone, folder, ExperimentListener.NONE);
    assertEquals(List.of(5L, 6L, 7L), List.copyOf(days.keySet()));
    SeriesDay second = days.getOrDefault(6L, new SeriesDay(0, 0, 0, 0, 0, List.of()));
    assertEquals(simulation.digest(), second.digest());
    assertEquals(List.of(folder.resolve("series_QTG_6.npz")), second.files());
    assertTrue(Files.exists(folder.resolve("series_QTG_7.npz")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_001})
  void thereAreSoManyDays(int seeds) {
    assertThrows(InvalidInputException.class, () -> new DaysSettings(0, seeds, ""));
  }
}
