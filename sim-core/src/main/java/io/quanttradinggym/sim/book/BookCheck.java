package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.BLOCK_SHIFT;
import static io.quanttradinggym.sim.book.Arena.BLOCK_WORDS;
import static io.quanttradinggym.sim.book.Arena.COUNT;
import static io.quanttradinggym.sim.book.Arena.DETAILED;
import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.Arena.REFERENCE;
import static io.quanttradinggym.sim.book.Arena.WORDS;
import static io.quanttradinggym.sim.book.Arena.WORDS_SHIFT;

import io.quanttradinggym.base.state.StateReader;
import java.util.BitSet;

/**
 * Traverses a restored book and rejects it unless every list ends, every record has a single use,
 * and all counts are correct. Linear in the size of the book.
 */
final class BookCheck {
  private final StateReader in;
  private final BookOrders orders;
  private final Arena arena;
  private final int owners;
  private final BitSet pages = new BitSet(); // blocks
  private final BitSet used = new BitSet(); // order numbers: live, free or fresh
  private final BitSet live = new BitSet(); // order numbers
  private int stops;
  private int expiring;

  private BookCheck(StateReader in, BookOrders orders, int owners) {
    this.in = in;
    this.orders = orders;
    this.owners = owners;
    arena = orders.arena;
  }

  /**
   * @param owners number of participants
   */
  static void check(StateReader in, BookOrders orders, int owners) {
    BookCheck check = new BookCheck(in, orders, owners);
    check.claimPages();
    for (Ladder ladder : orders.ladders) {
      check.ladder(ladder);
    }
    in.require(check.stops == orders.stopCount, "as many stop orders as counted");
    check.unusedOrders();
    orders.index.check(in, check.live);
    orders.expiries.check(in, check.live, check.expiring);
  }

  private void claimPages() {
    arena.check(in);
    for (Ladder ladder : orders.ladders) {
      for (int position = 0; position < ladder.pageCount(); position++) {
        claimPage(ladder.page(position));
      }
    }
    for (int i = 0; i < arena.freePageCount(); i++) {
      int page = arena.freePage(i);
      claimPage(page);
      in.require(arena.pageBits[page >>> BLOCK_SHIFT] == 0, "free pages without orders");
      for (int level = page; level < page + BLOCK_WORDS; level += WORDS) {
        checkEmpty(level);
      }
    }
  }

  private void claimPage(int page) {
    boolean isBlock = arena.isBlock(page) && !pages.get(page >>> BLOCK_SHIFT);
    in.require(isBlock, "pages in blocks of their own");
    pages.set(page >>> BLOCK_SHIFT);
  }

  private void checkEmpty(int level) {
    long[] words = arena.words;
    in.require(words[level + COUNT] == 0 && words[level + QUANTITY] == 0, "empty levels");
  }

  private void ladder(Ladder ladder) {
    int levels = 0;
    long before = Long.MAX_VALUE;
    for (int position = 0; position < ladder.pageCount(); position++) {
      int pageKey = ladder.pageKey(position);
      in.require(
          pageKey < before && pageKey >= 0 && pageKey <= ladder.maxPageKey(), "pages in order");
      before = pageKey;
      int page = ladder.page(position);
      long bits = arena.pageBits[page >>> BLOCK_SHIFT];
      in.require(bits != 0, "pages with orders");
      for (int i = 0; i < Long.SIZE; i++) {
        int level = page + i * WORDS;
        if ((bits >>> i & 1) == 0) {
          checkEmpty(level);
        } else {
          level(ladder, level, ladder.keyOf(pageKey, i));
          levels++;
        }
      }
    }
    in.require(levels == ladder.levelCount(), "as many price levels as counted");
  }

  private void level(Ladder ladder, int level, int key) {
    long[] words = arena.words;
    boolean fits =
        words[level + REFERENCE] == (key | ((long) ladder.number() << 32))
            && OrderBookView.isPrice(ladder.key(key));
    in.require(fits, "levels at their prices");
    long count = 0;
    long lots = 0;
    int previous = level;
    for (int order = orders.next(level); order != level; order = orders.next(order)) {
      claimOrder(order);
      live.set(order >>> WORDS_SHIFT);
      in.require(orders.previous(order) == previous, "orders linked both ways");
      order(ladder, order, level);
      count++;
      lots += words[order + QUANTITY];
      previous = order;
    }
    in.require(orders.previous(level) == previous, "levels linked to their last order");
    in.require(
        count > 0 && count == words[level + COUNT] && lots == words[level + QUANTITY],
        "levels that count their orders");
  }

  private void claimOrder(int order) {
    boolean isOrder =
        order > NIL
            && order % WORDS == 0
            && arena.isUsed(order)
            && !pages.get(order >>> BLOCK_SHIFT)
            && !used.get(order >>> WORDS_SHIFT);
    in.require(isOrder, "orders with a record of their own");
    used.set(order >>> WORDS_SHIFT);
  }

  private void order(Ladder ladder, int order, int level) {
    long[] words = arena.words;
    int owner = orders.ownerOf(order);
    boolean fits =
        words[order + ID] != OrderBookView.NO_ORDER
            && OrderBookView.isQuantity(words[order + QUANTITY])
            && orders.levelOf(order) == level
            && owner >= 0
            && owner < owners;
    in.require(fits, "orders with owner, quantity and level");
    boolean isStop = ladder.number() >= BookOrders.STOPS;
    boolean isDetailed = (words[order + REFERENCE] & DETAILED) != 0;
    in.require(isDetailed || ladder.number() < BookOrders.HIDDEN, "details of special orders");
    stops += isStop ? 1 : 0;
    if (isDetailed) {
      orders.details.check(in, order, isStop);
      expiring += orders.details.expiryNanos(order) == OrderTicket.NO_EXPIRY ? 0 : 1;
    }
  }

  private void unusedOrders() {
    for (int order = arena.firstFree(); order != NIL; order = orders.next(order)) {
      claimOrder(order);
    }
    for (int order = arena.freshOrder(); order < arena.freshEnd(); order += WORDS) {
      claimOrder(order);
    }
  }
}
