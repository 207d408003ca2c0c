package io.quanttradinggym.sim.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.book.Side;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LobsterFilesTest {
  /**
   * Bids 100.00 × 10 and asks 100.02 × 20, then a bid is added, the ask is hit, and hidden orders
   * trade.
   */
  private static final String MESSAGES =
      """
      34200.000000001,1,11,10,1000000,1
      34200.5,1,12,5,1000100,1
      34200.5,4,9,8,1000200,-1
      34200.6,5,0,100,1000150,1
      34201,5,0,100,1000200,-1
      34202,2,12,1,1000100,1
      """;

  private static final String BOOK =
      """
      1000200,20,1000000,10
      1000200,20,1000100,5
      1000200,12,1000100,5
      1000200,12,1000100,5
      1000200,12,1000100,5
      1000200,12,1000100,4
      """;

  @TempDir private Path folder;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private LobsterReplayResult replay(String messages, String book) throws IOException {
    return replay(messages, book, 1);
  }

  private LobsterReplayResult replay(String messages, String book, int levels) throws IOException {
    return LobsterReplay.run(
        write("message.csv", messages), write("book.csv", book), levels, ProgressListener.NONE);
  }

  @Test
  void plainFilesAreReplayed() throws IOException {
    assertEquals(new LobsterReplayResult(6, 1, 1, 1, 1, 1, 0, 0, 0), replay(MESSAGES, BOOK));
  }

  @Test
  void theFirstRowOfTheBookHasItsLevels() throws IOException {
    assertEquals(replay(MESSAGES, BOOK), replay(MESSAGES, BOOK, 0));
    String two = "9999999999,0,1000000,10,9999999999,0,999900,5\n";
    assertEquals(2, replay("1,7,0,0,-1,-1\n", two, 0).levels());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000200,20,1000000      | line 1: fields: got 3, expected 4 for each of 1 to 10000 levels",
        "''                      | line 0: rows: got no rows, expected 6, one for each message"
      })
  void aBookWithoutLevelsIsRefused(String row, String expected) {
    InvalidDataException error =
        assertThrows(InvalidDataException.class, () -> replay(MESSAGES, row, 0));
    assertEquals(folder.resolve("book.csv") + " " + expected, error.getMessage());
  }

  @Test
  void aBookOfTooManyLevelsIsRefused() {
    String book = "0,".repeat(40_003) + "0";
    assertThrows(InvalidDataException.class, () -> replay(MESSAGES, book, 0));
  }

  @Test
  void rowsEndInEitherConvention() throws IOException {
    assertEquals(1, replay(MESSAGES.replace("\n", "\r\n"), BOOK).fullDepthMatch());
    assertEquals(1, replay(MESSAGES.strip(), BOOK.strip()).fullDepthMatch());
  }

  @Test
  void hiddenExecutionsMustNotTouchTheBook() throws IOException {
    String hiddenHitsTheBook = BOOK.replace("1000200,12,1000100,4", "1000200,2,1000100,4");
    LobsterReplayResult result = replay(MESSAGES, hiddenHitsTheBook);
    assertEquals(0.8, result.fullDepthMatch());
    assertEquals(1, result.bestMatch());
  }

  @Test
  void timesAreExactNanoseconds() throws IOException {
    LobsterMessages messages = LobsterMessages.read(write("m.csv", MESSAGES));
    assertEquals(34_200_000_000_001L, messages.timeNanos(0));
    assertEquals(34_200_500_000_000L, messages.timeNanos(1));
    assertEquals(34_201_000_000_000L, messages.timeNanos(4));
    assertEquals(10_000, messages.priceTicks(0));
    assertEquals(Side.SELL, messages.side(2));
  }

  @Test
  void decimalsBeyondNanosecondsAreRounded() throws IOException {
    String text = "1.0000000014,7,0,0,-1,-1\n1.0000000015,7,0,0,-1,-1\n1.9999999999,7,0,0,-1,-1";
    LobsterMessages messages = LobsterMessages.read(write("m.csv", text));
    assertEquals(1_000_000_001L, messages.timeNanos(0));
    assertEquals(1_000_000_002L, messages.timeNanos(1));
    assertEquals(2_000_000_000L, messages.timeNanos(2));
  }

  @Test
  void compressedFilesAndArchivesGiveTheSame() throws IOException {
    Path gz = folder.resolve("message.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
      out.write(MESSAGES.getBytes(StandardCharsets.UTF_8));
    }
    Path book = write("book.csv", BOOK);
    LobsterReplayResult plain = replay(MESSAGES, BOOK);
    assertEquals(plain, LobsterReplay.run(gz, book, 1, ProgressListener.NONE));
    Path zip = zip("X_orderbook_1.csv", BOOK, "X_message_1.csv", MESSAGES);
    assertEquals(plain, LobsterReplay.run(zip, null, 1, ProgressListener.NONE));
    assertEquals(6, LobsterMessages.read(zip).size());
  }

  private Path zip(String... namesAndTexts) throws IOException {
    Path zip = folder.resolve("sample.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        out.putNextEntry(new ZipEntry(namesAndTexts[i]));
        out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return zip;
  }

  @Test
  void progressReachesTheEnd() throws IOException {
    List<Long> heard = new ArrayList<>();
    LobsterReplay.run(
        write("message.csv", MESSAGES),
        write("book.csv", BOOK),
        1,
        (done, total) -> heard.addAll(List.of(done, total)));
    assertEquals(List.of(6L, 6L), heard);
  }

  /** The error names the line, the field and the value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.5,1,11,10,1000000,1      | line 1: time: got \"x.5\"",
        "34200.5e1,1,11,10,1000000,1 | line 1: time: got \"34200.5e1\"",
        "9223372036,1,11,10,1000000,1 | line 1: time: got \"9223372036\"",
        "34200,8,11,10,1000000,1    | line 1: type: got \"8\"",
        "34200,1,-11,10,1000000,1   | line 1: order id: got \"-11\"",
        "34200,1,11,1x,1000000,1    | line 1: size: got \"1x\"",
        "34200,1,11,,1000000,1      | line 1: size: got an empty field",
        "34200,1,11,10,1000050,1    | line 1: price: got \"1000050\"",
        "34200,1,11,10,0,1          | line 1: price: got \"0\"",
        "34200,1,11,10,1000000,2    | line 1: direction: got \"2\"",
        "34200,1,11,10,1000000,0    | line 1: direction: got \"0\"",
        "34200,1,11,10,1000000      | line 1: fields: got 5",
        "34200,1,11,9999999999999999999,1000000,1 | line 1: size: got \"9999999999999999999\""
      })
  void aWrongMessageIsRefused(String row, String expected) throws IOException {
    Path file = write("m.csv", row + "\n");
    InvalidDataException error =
        assertThrows(InvalidDataException.class, () -> LobsterMessages.read(file));
    String message = String.valueOf(error.getMessage());
    assertTrue(message.contains("m.csv " + expected + ", expected "), message);
  }

  @Test
  void timeMustNotGoBack() throws IOException {
    Path file = write("m.csv", "2,7,0,0,-1,-1\n1,7,0,0,-1,-1\n");
    InvalidDataException error =
        assertThrows(InvalidDataException.class, () -> LobsterMessages.read(file));
    assertEquals("time", error.field());
    assertEquals("1", error.value());
    assertEquals("a time not before that of the previous line", error.allowed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000200,20,1000000\n",
        "1000250,20,1000000,10\n",
        "1000200,0,1000000,10\n",
        "1000200,20,-9999999999,10\n"
      })
  void aWrongBookRowIsRefused(String row) {
    assertThrows(InvalidDataException.class, () -> replay(MESSAGES, row));
  }

  @Test
  void aRowHasAnEnd() throws IOException {
    Path file = write("m.csv", "1".repeat((1 << 24) + 1));
    InvalidDataException error =
        assertThrows(InvalidDataException.class, () -> LobsterMessages.read(file));
    assertEquals("row", error.field());
  }

  /** The published window may jump over any number of prices between two rows. */
  @Test
  @Timeout(60) // step by step it would take hours
  void aWindowThatJumpsCostsNothing() throws IOException {
    String messages = "1,3,9,10,1000000,1\n2,3,9,10,1000000,1\n3,3,9,10,1000000,1\n";
    String book =
        """
        1000200,20,1000000,10
        107374182300,7,100,3
        1000200,20,1000000,10
        """;
    LobsterReplayResult result = replay(messages, book);
    assertEquals(2, result.adoptedLevels());
    assertEquals(0, result.fullDepthMatch());
  }

  @ParameterizedTest
  @CsvSource({"1000200, 1000000", "1000300, 1000100", "1000100, 999900"})
  void levelsAreOrdered(String secondAsk, String secondBid) throws IOException {
    String row = "1000200,20,1000000,10,%s,1,%s,1\n".formatted(secondAsk, secondBid);
    Path messages = write("m.csv", "1,7,0,0,-1,-1\n");
    Path book = write("b.csv", row);
    InvalidDataException error =
        assertThrows(
            InvalidDataException.class,
            () -> LobsterReplay.run(messages, book, 2, ProgressListener.NONE));
    assertEquals("a price further away than the previous level", error.allowed());
  }

  @Test
  void theFilesMustHaveTheSameLength() {
    String longer = BOOK + BOOK.lines().toList().getLast() + "\n";
    String shorter = BOOK.lines().toList().getFirst() + "\n";
    assertThrows(InvalidDataException.class, () -> replay(MESSAGES, longer));
    assertThrows(InvalidDataException.class, () -> replay(MESSAGES, shorter));
    assertThrows(InvalidDataException.class, () -> replay("", BOOK));
  }

  @Test
  void anEmptySideIsALegalRow() throws IOException {
    String book = BOOK.replaceAll("(?m)^1000200,(20|12)", "9999999999,0");
    String messages = MESSAGES.replace(",4,9,8,", ",5,0,8,");
    assertEquals(1, replay(messages, book).fullDepthMatch());
  }

  @Test
  void missingAndBrokenFilesAreNamed() throws IOException {
    Path messages = write("message.csv", MESSAGES);
    Path gone = folder.resolve("gone.csv");
    Path noGzip = write("text.csv.gz", MESSAGES);
    Path noZip = write("text.zip", MESSAGES);
    Path noBook = zip("X_message_1.csv", MESSAGES);
    for (Path file : List.of(gone, noGzip, noZip, noBook, messages)) {
      InvalidDataException error =
          assertThrows(
              InvalidDataException.class,
              () -> LobsterReplay.run(file, null, 1, ProgressListener.NONE));
      assertTrue(String.valueOf(error.getMessage()).startsWith(file.toString()));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> LobsterReplay.run(messages, messages, -1, ProgressListener.NONE));
  }

  /** A compressed file of a megabyte can hold more messages than there is memory for. */
  @Test
  void moreMessagesThanFitIntoMemoryAreRefusedInWords() {
    byte[] lines = "34200.1,5,0,1,2238100,1\n".repeat(10_001).getBytes(StandardCharsets.US_ASCII);
    CsvCursor csv = new CsvCursor("X_message_1.csv", new ByteArrayInputStream(lines));
    InvalidDataException e =
        assertThrows(InvalidDataException.class, () -> LobsterMessages.read(csv, 10_000));
    String told = String.valueOf(e.getMessage());
    assertTrue(
        told.startsWith(
            "X_message_1.csv line 10001: rows: got more than 10000, expected at most 10000: all are"
                + " read into memory, and the heap of this process has "),
        told);
  }
}
