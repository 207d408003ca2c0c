package io.quanttradinggym.sim.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Files are read, or refused with {@link InvalidDataException}; nothing else comes out of them. */
class DataFuzzTest {
  private static final String BETWEEN_THE_FILES = "\n\n";

  /** The two files of LOBSTER with an empty line between them; their first byte is the levels. */
  @FuzzTest
  void lobsterFilesAreReplayedOrRefused(byte[] data) throws IOException {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    int middle = text.indexOf(BETWEEN_THE_FILES);
    if (data.length == 0 || middle < 1) {
      return;
    }
    int levels = 1 + Math.floorMod(data[0] - '1', 4);
    String messages = text.substring(1, middle);
    String book = text.substring(middle + BETWEEN_THE_FILES.length());
    try (CsvCursor messageCsv = csv("message", messages);
        CsvCursor bookCsv = csv("orderbook", book)) {
      LobsterReplayResult result =
          LobsterReplay.run(messageCsv, bookCsv, levels, ProgressListener.NONE, message -> true);
      if (!(result.fullDepthMatch() <= result.bestMatch())) {
        throw new AssertionError(result.toString());
      }
    } catch (InvalidDataException refused) {
      // As it should be.
    }
  }

  private static CsvCursor csv(String name, String text) {
    return new CsvCursor(name, new ByteArrayInputStream(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @FuzzTest
  void orderStreamsAreReplayedOrRefused(byte[] data) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(data))) {
      OrderStreamReplay.run(OrderStream.read(new NamedInput("stream", in)), ProgressListener.NONE);
    } catch (InvalidDataException refused) {
      // As it should be.
    }
  }
}
