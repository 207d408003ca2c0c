package io.quanttradinggym.sim.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.kit.RealData;
import java.io.IOException;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exchange published its messages and its book: replaying the first must give the second. */
@Tag("slow")
class LobsterReplayTest {
  private static final String AAPL_30 = "lobster/LOBSTER_SampleFile_AAPL_2012-06-21_30.zip";
  private static final String AMZN_5 = "lobster/LOBSTER_SampleFile_AMZN_2012-06-21_5.zip";

  private static LobsterReplayResult run(String zip, int levels) throws IOException {
    return LobsterReplay.run(RealData.file(zip), null, levels, ProgressListener.NONE);
  }

  private static LobsterReplayResult run(String zip, int levels, IntPredicate applied)
      throws IOException {
    return LobsterReplay.run(RealData.file(zip), null, levels, ProgressListener.NONE, applied);
  }

  @ParameterizedTest
  @CsvSource({
    "lobster/LOBSTER_SampleFile_AAPL_2012-06-21_1.zip, 1, 118497",
    "lobster/LOBSTER_SampleFile_AMZN_2012-06-21_1.zip, 1, 57515"
  })
  void everyPublishedLevelIsReproduced(String zip, int levels, long rows) throws IOException {
    LobsterReplayResult result = run(zip, levels);
    assertEquals(rows, result.rows());
    assertEquals(1.0, result.fullDepthMatch());
    assertEquals(1.0, result.bestMatch());
  }

  /** Adopted levels and sweeps are those that an independent script counted. */
  @ParameterizedTest
  @CsvSource({AAPL_30 + ", 30, 86616, 1085, 3290", AMZN_5 + ", 5, 155935, 15327, 6591"})
  void queuesAndSweepsAreThoseOfTheExchange(
      String zip, int levels, long rows, long adopted, long sweeps) throws IOException {
    LobsterReplayResult result = run(zip, levels);
    assertEquals(rows, result.rows());
    assertEquals(1.0, result.fullDepthMatch());
    assertEquals(1.0, result.bestMatch());
    assertEquals(adopted, result.adoptedLevels());
    assertEquals(sweeps, result.sweeps());
    assertTrue(result.sweepsReproduced() >= 0.99 * sweeps, result::toString);
    assertTrue(result.knownExecutions() > sweeps, result::toString);
    assertTrue(result.headExecutions() >= 0.99 * result.knownExecutions(), result::toString);
  }

  @Test
  void twoCompressedFilesAreReplayedLikeAnArchive() throws IOException {
    LobsterReplayResult result =
        LobsterReplay.run(
            RealData.file("lobster/AAPL_2012-06-21_first999rows_message_10.csv.gz"),
            RealData.file("lobster/AAPL_2012-06-21_first999rows_orderbook_10.csv.gz"),
            10,
            ProgressListener.NONE);
    assertEquals(999, result.rows());
    assertEquals(1.0, result.fullDepthMatch());
  }

  @Test
  void oneMessageInAThousandMissingIsNoticed() throws IOException {
    IntPredicate dropped = message -> message % 1000 != 500;
    assertTrue(run(AAPL_30, 30, dropped).fullDepthMatch() < 0.1);
    assertTrue(run(AMZN_5, 5, dropped).fullDepthMatch() < 0.3);
  }

  @Test
  void ignoredReductionsAreNoticed() throws IOException {
    LobsterMessages messages = LobsterMessages.read(RealData.file(AMZN_5));
    IntPredicate applied = message -> messages.type(message) != LobsterMessages.REDUCTION;
    assertTrue(run(AMZN_5, 5, applied).fullDepthMatch() < 0.2);
  }

  @Test
  void hiddenExecutionsBetweenTicksStayOffTheBook() throws IOException {
    LobsterMessages messages = LobsterMessages.read(RealData.file(AMZN_5));
    int offGrid = 0;
    for (int i = 0; i < messages.size(); i++) {
      if (!messages.isOnGrid(i)) {
        assertEquals(LobsterMessages.HIDDEN_EXECUTION, messages.type(i));
        offGrid++;
      }
    }
    assertTrue(offGrid > 0);
  }
}
