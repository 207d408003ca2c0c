package io.quanttradinggym.sim.data;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Feeds LOBSTER messages through the order book and compares every level with the exchange's own
 * book after every message.
 *
 * <p>The book starts from the first published row, as anonymous quantity. Submissions add, cancels
 * and visible executions take away, hidden executions do not change the visible book. Published
 * levels are read only if they enter the window from outside (see {@link WindowAdoption}). All
 * other levels follow from the messages.
 */
public final class LobsterReplay {
  private static final int ROWS_PER_REPORT = 1 << 12;
  private static final int MAX_LEVELS = 10_000;

  private final LobsterMessages messages;
  private final LobsterBookRow row;
  private final LobsterBook book = new LobsterBook(new TradeHash());
  private final WindowAdoption adoption = new WindowAdoption(book);
  private final SweepCheck sweeps;
  private final int[] pricesTicks;
  private final long[] quantitiesLots;

  private long compared;
  private long fullMatches;
  private long bestMatches;
  private long knownExecutions;
  private long headExecutions;

  private LobsterReplay(LobsterMessages messages, int levels) {
    this.messages = messages;
    this.row = new LobsterBookRow(levels);
    this.sweeps = new SweepCheck(messages);
    this.pricesTicks = new int[levels];
    this.quantitiesLots = new long[levels];
  }

  /**
   * Replays a pair of files, plain or {@code .gz}, or a sample {@code .zip} that holds both.
   *
   * @param orderBook the published book; may be null if {@code messages} is a zip
   * @param levels price levels of the published book on each side; 0 = those of its first row
   */
  public static LobsterReplayResult run(
      Path messages, @Nullable Path orderBook, int levels, ProgressListener progress)
      throws IOException {
    return run(messages, orderBook, levels, progress, message -> true);
  }

  /**
   * Replays a pair of streams. All messages are read before the first row of the book.
   *
   * @param levels price levels of the published book on each side; 0 = those of its first row
   */
  public static LobsterReplayResult run(
      NamedInput messages, NamedInput orderBook, int levels, ProgressListener progress)
      throws IOException {
    return run(
        new CsvCursor(messages.name(), messages.bytes()),
        new CsvCursor(orderBook.name(), orderBook.bytes()),
        levels,
        progress,
        message -> true);
  }

  /**
   * Omits the messages that {@code applied} rejects, so that the comparison must detect the gap.
   */
  static LobsterReplayResult run(
      Path messages,
      @Nullable Path orderBook,
      int levels,
      ProgressListener progress,
      IntPredicate applied)
      throws IOException {
    try (LobsterSource source = LobsterSource.open(messages, orderBook);
        CsvCursor messageCsv = source.messages();
        CsvCursor bookCsv = source.orderBook()) {
      return run(messageCsv, bookCsv, levels, progress, applied);
    }
  }

  static LobsterReplayResult run(
      CsvCursor messages,
      CsvCursor orderBook,
      int levels,
      ProgressListener progress,
      IntPredicate applied)
      throws IOException {
    if (levels < 0 || levels > MAX_LEVELS) {
      throw new InvalidInputException("levels", levels, "1 to " + MAX_LEVELS);
    }
    LobsterMessages read = LobsterMessages.read(messages);
    if (!orderBook.nextRow()) {
      throw differentLength(orderBook, "(no rows)", read);
    }
    int compared = levels == 0 ? LobsterBookRow.levels(orderBook, MAX_LEVELS) : levels;
    return new LobsterReplay(read, compared).run(orderBook, progress, applied);
  }

  private LobsterReplayResult run(CsvCursor csv, ProgressListener progress, IntPredicate applied)
      throws IOException {
    row.parse(csv);
    adoption.seed(row);
    for (int i = 1; i < messages.size(); i++) {
      readRow(csv);
      if (applied.test(i)) {
        sweeps.check(i, book.book());
        apply(i);
      }
      adoption.adopt(row);
      compare();
      if (i % ROWS_PER_REPORT == 0 || i == messages.size() - 1) {
        progress.onProgress(i + 1L, messages.size());
      }
    }
    if (csv.nextRow()) {
      throw differentLength(csv, "more", messages);
    }
    return result();
  }

  private void readRow(CsvCursor csv) throws IOException {
    if (!csv.nextRow()) {
      throw differentLength(csv, "(fewer rows)", messages);
    }
    row.parse(csv);
  }

  private static InvalidDataException differentLength(
      CsvCursor csv, String value, LobsterMessages messages) {
    return new InvalidDataException(
        csv.where(), "rows", value, messages.size() + ", one for each message");
  }

  private void apply(int message) {
    int type = messages.type(message);
    Side side = messages.side(message);
    long orderId = messages.orderId(message);
    long size = messages.sizeLots(message);
    switch (type) {
      case LobsterMessages.SUBMISSION ->
          book.add(orderId, side, messages.priceTicks(message), size);
      case LobsterMessages.REDUCTION, LobsterMessages.DELETION ->
          book.take(orderId, side, messages.priceTicks(message), size);
      case LobsterMessages.EXECUTION -> execute(orderId, side, messages.priceTicks(message), size);
      default -> {} // hidden executions, crosses and halts do not change the visible book
    }
  }

  private void execute(long orderId, Side side, int ticks, long size) {
    if (book.knows(orderId, side, ticks)) {
      knownExecutions++;
      if (book.book().headOrderId(side, ticks) == orderId) {
        headExecutions++;
      }
    }
    book.take(orderId, side, ticks, size);
  }

  private void compare() {
    compared++;
    boolean bids = matches(Side.BUY);
    if (matches(Side.SELL) && bids) {
      fullMatches++;
    }
    if (bestMatches(Side.BUY) && bestMatches(Side.SELL)) {
      bestMatches++;
    }
  }

  private boolean matches(Side side) {
    int count = book.book().levels(side, row.levels(), pricesTicks, quantitiesLots);
    if (count < row.count(side)) {
      return false;
    }
    for (int level = 0; level < row.count(side); level++) {
      if (pricesTicks[level] != row.priceTicks(side, level)
          || quantitiesLots[level] != row.quantityLots(side, level)) {
        return false;
      }
    }
    return count == row.count(side);
  }

  private boolean bestMatches(Side side) {
    int published = row.count(side) == 0 ? OrderBook.NO_PRICE : row.priceTicks(side, 0);
    return book.book().bestTicks(side) == published;
  }

  private LobsterReplayResult result() {
    return new LobsterReplayResult(
        messages.size(),
        row.levels(),
        fraction(fullMatches),
        fraction(bestMatches),
        sweeps.sweeps(),
        sweeps.reproduced(),
        knownExecutions,
        headExecutions,
        adoption.adoptedLevels());
  }

  private double fraction(long matches) {
    return compared == 0 ? 1 : (double) matches / compared;
  }
}
