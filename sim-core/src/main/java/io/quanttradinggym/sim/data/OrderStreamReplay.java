package io.quanttradinggym.sim.data;

import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.io.IOException;
import java.nio.file.Path;

/** Replays an order stream through the order book. */
public final class OrderStreamReplay {
  private static final int OWNER = 0;
  private static final int MESSAGES_PER_REPORT = 1 << 18;

  private OrderStreamReplay() {}

  /** Reads a file and replays it. To time the book alone, read the stream first. */
  public static OrderStreamResult run(Path file, ProgressListener progress) throws IOException {
    return run(OrderStream.read(file), progress);
  }

  /** Replays a decoded stream into a fresh book. */
  public static OrderStreamResult run(OrderStream stream, ProgressListener progress) {
    TradeHash trades = new TradeHash();
    OrderBook book = new OrderBook(0, trades);
    int sent = 0;
    while (sent < stream.size()) {
      int until = Math.min(stream.size(), sent + MESSAGES_PER_REPORT);
      stream.send(book, OWNER, sent, until);
      sent = until;
      progress.onProgress(sent, stream.size());
    }
    return new OrderStreamResult(
        stream.size(),
        trades.trades(),
        trades.volumeLots(),
        trades.value(),
        book.liveOrderCount(),
        quantity(book, Side.BUY) + quantity(book, Side.SELL),
        book.bestBidTicks(),
        book.bestAskTicks(),
        book.levelCount(Side.BUY) + book.levelCount(Side.SELL));
  }

  private static long quantity(OrderBook book, Side side) {
    int levels = book.levelCount(side);
    long[] quantities = new long[levels];
    book.levels(side, levels, new int[levels], quantities);
    long total = 0;
    for (long quantity : quantities) {
      total += quantity;
    }
    return total;
  }
}
