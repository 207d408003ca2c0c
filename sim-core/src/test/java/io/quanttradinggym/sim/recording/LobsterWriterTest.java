package io.quanttradinggym.sim.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.data.LobsterReplay;
import io.quanttradinggym.sim.data.LobsterReplayResult;
import io.quanttradinggym.sim.kernel.Markets;
import io.quanttradinggym.sim.kernel.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class LobsterWriterTest {
  private static final long UNTIL = Markets.OPEN + 1800 * Markets.SECOND;

  @TempDir Path directory;

  private Simulator exported(int levels, long fromNanos) {
    Simulator simulator = Markets.mixed(2).build();
    simulator.reset(7, 0);
    simulator.run(fromNanos);
    try (var writer =
        new LobsterWriter(
            directory, "2026-01-05", simulator.market(), 1, simulator.book(1), levels)) {
      simulator.addHook(new MessageFeed(1, simulator.book(1), writer));
      simulator.run(UNTIL);
    }
    return simulator;
  }

  private Path file(String kind, int levels) {
    return directory.resolve("S1_2026-01-05_34200000_57600000_%s_%d.csv".formatted(kind, levels));
  }

  private LobsterReplayResult replayed(int levels) throws IOException {
    return LobsterReplay.run(
        file("message", levels), file("orderbook", levels), levels, (done, total) -> {});
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "10, 0", "50, 0", "5, 34800"})
  void ourOwnReplayFindsEveryLevelOfEveryRow(int levels, long afterSeconds) throws IOException {
    exported(levels, afterSeconds * Markets.SECOND);
    LobsterReplayResult result = replayed(levels);
    assertTrue(result.rows() > 1000, "rows: " + result.rows());
    assertEquals(1.0, result.fullDepthMatch());
    assertEquals(1.0, result.bestMatch());
    assertTrue(result.sweeps() > 50);
    if (levels == 50) { // with everything in sight
      assertTrue(result.sweepsReproduced() > 0.999 * result.sweeps());
    }
  }

  @Test
  void theLastRowIsTheBookAndTheFilesHaveTheFormsOfLobster() throws IOException {
    Simulator simulator = exported(2, 0);
    List<String> messages = Files.readAllLines(file("message", 2));
    List<String> rows = Files.readAllLines(file("orderbook", 2));
    assertEquals(messages.size(), rows.size());
    assertTrue(messages.getFirst().matches("34200\\.000000000,1,\\d+,\\d+,\\d+,-?1"));
    assertTrue(rows.getFirst().contains("9999999999,0"), rows.getFirst());
    String[] last = rows.getLast().split(",", -1);
    assertEquals(8, last.length);
    assertEquals(simulator.book(1).bestAskTicks() * 100L, Long.parseLong(last[0]));
    assertEquals(simulator.book(1).bestBidTicks() * 100L, Long.parseLong(last[2]));
    for (String message : messages) {
      assertTrue(message.matches("\\d+\\.\\d{9},[1-4],\\d+,\\d+,\\d+00,-?1"), message);
    }
  }

  @Test
  void pricesMustFitTheUnitOfTheFiles() {
    Simulator simulator = Markets.withTick(10_050);
    var refusal =
        assertThrows(
            InvalidInputException.class,
            () -> new LobsterWriter(directory, "d", simulator.market(), 0, simulator.book(0), 1));
    assertEquals("tick_size", refusal.field());
  }
}
