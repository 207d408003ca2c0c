package io.quanttradinggym.sim.recording;

import io.quanttradinggym.sim.book.CancelReason;
import io.quanttradinggym.sim.book.RejectReason;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.book.Trade;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.MarketView;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Counts the outcomes of orders and requests by population and instrument, and writes them at the
 * end. A trade counts for its maker and for its taker.
 */
public final class ActivityLog implements SimulationHook, AutoCloseable {
  private static final int CANCELLED = Event.values().length;
  private static final int REJECTED = CANCELLED + CancelReason.values().length;
  private static final int REFUSED = REJECTED + RejectReason.values().length;
  private static final int KINDS = REFUSED + RejectReason.values().length;

  private enum Event {
    ACCEPTED,
    REDUCED,
    REPLACED,
    MADE,
    TAKEN
  }

  private final MarketView market;
  private final Populations populations;
  private final Path path;
  private final long[] counts; // (populations, instruments, kinds)
  private final long[] lots; // (populations, instruments, kinds)

  /** Starts counting. */
  public ActivityLog(Path path, MarketView market, Populations populations) {
    this.path = path;
    this.market = market;
    this.populations = populations;
    counts = new long[populations.count() * market.instruments() * KINDS];
    lots = new long[counts.length];
  }

  private void count(int instrument, int participant, int kind, long quantityLots) {
    int at = (populations.of(participant) * market.instruments() + instrument) * KINDS + kind;
    counts[at]++;
    lots[at] += quantityLots;
  }

  @Override
  public void onAccepted(
      int instrument, long orderId, int participant, Side side, int priceTicks, long quantityLots) {
    count(instrument, participant, Event.ACCEPTED.ordinal(), quantityLots);
  }

  @Override
  public void onTrade(Trade trade) {
    count(trade.instrument(), trade.restingOwner(), Event.MADE.ordinal(), trade.quantityLots());
    count(trade.instrument(), trade.incomingOwner(), Event.TAKEN.ordinal(), trade.quantityLots());
  }

  @Override
  public void onCancelled(
      int instrument, long orderId, int participant, long remainingLots, CancelReason reason) {
    count(instrument, participant, CANCELLED + reason.ordinal(), remainingLots);
  }

  @Override
  public void onReduced(int instrument, long orderId, int participant, long remainingLots) {
    count(instrument, participant, Event.REDUCED.ordinal(), remainingLots);
  }

  @Override
  public void onReplaced(
      int instrument,
      long orderId,
      int participant,
      int priceTicks,
      long remainingLots,
      boolean keptPriority) {
    count(instrument, participant, Event.REPLACED.ordinal(), remainingLots);
  }

  @Override
  public void onRejected(int instrument, long orderId, int participant, RejectReason reason) {
    count(instrument, participant, REJECTED + reason.ordinal(), 0);
  }

  @Override
  public void onRequestRejected(
      int instrument, long orderId, int participant, RejectReason reason) {
    count(instrument, participant, REFUSED + reason.ordinal(), 0);
  }

  /** Writes the counts. */
  @Override
  public void close() {
    try (AsciiWriter file = new AsciiWriter(path)) {
      file.field("population,instrument,event,reason,count,lots").endLine();
      for (int at = 0; at < counts.length; at++) {
        if (counts[at] > 0) {
          int book = at / KINDS;
          file.name(populations.name(book / market.instruments()));
          file.name(market.instrument(book % market.instruments()).symbol());
          describe(file, at % KINDS);
          file.field(counts[at]).field(lots[at]).endLine();
        }
      }
    }
  }

  private static void describe(AsciiWriter file, int kind) {
    if (kind < CANCELLED) {
      file.field(lower(Event.values()[kind])).field("");
    } else if (kind < REJECTED) {
      file.field("cancelled").field(lower(CancelReason.values()[kind - CANCELLED]));
    } else if (kind < REFUSED) {
      file.field("rejected").field(lower(RejectReason.values()[kind - REJECTED]));
    } else {
      file.field("request_rejected").field(lower(RejectReason.values()[kind - REFUSED]));
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
