package io.quanttradinggym.sim.recording;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.book.OrderBookView;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.data.LobsterMessages;
import io.quanttradinggym.sim.market.Instrument;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes one instrument's messages and book as a pair of LOBSTER files with LOBSTER file names. As
 * in LOBSTER data, messages beyond the published levels are omitted. Quantities are in lots instead
 * of shares.
 */
public final class LobsterWriter implements MessageListener, AutoCloseable {
  private static final long MICROS_PER_UNIT = 100; // the files' prices are in 1e-4 of the currency
  private static final long EMPTY_PRICE = 9_999_999_999L;
  private static final int CROSS = 6;
  private static final int HALT = 7;
  private static final int NANO_DECIMALS = 9;

  private final MarketView market;
  private final OrderBookView book;
  private final int levels;
  private final long unitsPerTick;
  private final DisplayedBook shown = new DisplayedBook();
  private final AsciiWriter messages;
  private final AsciiWriter rows;

  /**
   * Creates both files.
   *
   * @param date date of the session, part of the file names
   * @param levels price levels of the book file on each side
   */
  public LobsterWriter(
      Path directory,
      String date,
      MarketView market,
      int instrument,
      OrderBookView book,
      int levels) {
    this.market = market;
    this.book = book;
    this.levels = levels;
    Instrument traded = market.instrument(instrument);
    if (traded.tickSizeMicros() % MICROS_PER_UNIT != 0) {
      throw new InvalidInputException(
          "tick_size",
          "(" + traded.tickSizeMicros() + " millionths)",
          "a multiple of 0.0001, the price unit of LOBSTER files");
    }
    unitsPerTick = traded.tickSizeMicros() / MICROS_PER_UNIT;
    messages = new AsciiWriter(directory.resolve(fileName(traded, date, market, "message")));
    rows = new AsciiWriter(directory.resolve(fileName(traded, date, market, "orderbook")));
  }

  private String fileName(Instrument traded, String date, MarketView of, String kind) {
    return "%s_%s_%d_%d_%s_%d.csv"
        .formatted(
            traded.symbol(),
            date,
            of.openNanos() / Units.NANOS_PER_MILLI,
            of.closeNanos() / Units.NANOS_PER_MILLI,
            kind,
            levels);
  }

  @Override
  public void onBegin() {
    shown.copy(book);
  }

  @Override
  public void onMessage(int type, long orderId, Side side, int priceTicks, long shownLots) {
    boolean published = type == LobsterMessages.HIDDEN_EXECUTION;
    if (type <= LobsterMessages.EXECUTION) {
      boolean added = type == LobsterMessages.SUBMISSION;
      published = shown.isWithin(side, priceTicks, levels);
      shown.add(side, priceTicks, added ? shownLots : -shownLots);
    }
    if (published) {
      write(type, orderId, shownLots, priceTicks * unitsPerTick, side.sign());
    }
  }

  @Override
  public void onCross(int priceTicks, long quantityLots) {
    write(CROSS, 0, quantityLots, priceTicks * unitsPerTick, -1);
  }

  @Override
  public void onHalt(boolean halted) {
    write(HALT, 0, 0, halted ? -1 : 1, -1);
  }

  private void write(int type, long orderId, long lots, long price, int direction) {
    messages.decimal(market.timeNanos(), NANO_DECIMALS).field(type).field(orderId);
    messages.field(lots).field(price).field(direction).endLine();
    var asks = shown.side(Side.SELL).iterator();
    var bids = shown.side(Side.BUY).iterator();
    for (int level = 0; level < levels; level++) {
      writeLevel(asks, EMPTY_PRICE);
      writeLevel(bids, -EMPTY_PRICE);
    }
    rows.endLine();
  }

  private void writeLevel(Iterator<Map.Entry<Integer, Long>> side, long empty) {
    if (side.hasNext()) {
      var level = side.next();
      rows.field(level.getKey() * unitsPerTick).field(level.getValue());
    } else {
      rows.field(empty).field(0);
    }
  }

  @Override
  public void close() {
    try (messages;
        rows) {
      messages.flush();
    }
  }
}
