package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.BLOCK_SHIFT;
import static io.quanttradinggym.sim.book.Arena.COUNT;
import static io.quanttradinggym.sim.book.Arena.HIGH;
import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.LINKS;
import static io.quanttradinggym.sim.book.Arena.LOW;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.Arena.REFERENCE;
import static io.quanttradinggym.sim.book.Arena.WORDS;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;

/**
 * Price levels by key, lowest key first. The key is the price if the lowest price is the best
 * (asks, buy stops), and otherwise its complement (bids, sell stops).
 *
 * <p>64 adjacent keys share a page with a bitmap of the used levels. Only pages with orders exist,
 * so no window of prices has to move. A short array holds the pages, ordered from the worst to the
 * best: one bit scan in the last page gives the next best level. A small direct-mapped cache, and
 * otherwise a binary search, finds a page.
 */
final class Ladder {
  static final int NO_KEY = Integer.MAX_VALUE;
  static final int MAX_KEY = OrderBookView.MAX_PRICE_TICKS;

  private static final int PAGE_SHIFT = 6;
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
  private static final int CACHE_SIZE = 16;
  private static final long NO_PAGE = -1;

  private final Arena arena;
  private final int number;
  private final int keyMask;

  /** Page key &lt;&lt; 32 | page. */
  private final long[] cache = new long[CACHE_SIZE];

  /** Page key &lt;&lt; 32 | page, keys descending. */
  private long[] pages = new long[8];

  private int pageCount;
  private int levelCount;

  /** The best price inside the price band. */
  private int lowestKey;

  /** The other ladder for the same incoming orders; this ladder if there is none. */
  private Ladder companion = this;

  /** The best key of both ladders. */
  private int firstKey = NO_KEY;

  private int bestKey = NO_KEY;
  private int bestLevel = NIL;

  /**
   * @param number stored in the levels, so that an order leads to its ladder
   */
  Ladder(Arena arena, int number, boolean highestFirst) {
    this.arena = arena;
    this.number = number;
    this.keyMask = highestFirst ? MAX_KEY : 0;
    Arrays.fill(cache, NO_PAGE);
  }

  /** Converts a price to its key, or a key to its price. */
  int key(int priceOrKey) {
    return priceOrKey ^ keyMask;
  }

  /** Sets the best price inside the price band. */
  void setBand(int bestTicks) {
    lowestKey = bestTicks ^ keyMask;
  }

  /** Whether a price is better than the best price inside the price band. */
  boolean isTooGood(int ticks) {
    return (ticks ^ keyMask) < lowestKey;
  }

  /** Connects two ladders, so that {@link #firstKey} of each includes the other. */
  static void join(Ladder one, Ladder other) {
    one.companion = other;
    other.companion = one;
  }

  private void setBest(int key, int level) {
    bestKey = key;
    bestLevel = level;
    firstKey = Math.min(key, companion.bestKey);
    companion.firstKey = firstKey;
  }

  /** The lowest key of this ladder and its companion. */
  int firstKey() {
    return firstKey;
  }

  int bestKey() {
    return bestKey;
  }

  int bestLevel() {
    return bestLevel;
  }

  int bestTicks() {
    return bestKey == NO_KEY ? OrderBookView.NO_PRICE : bestKey ^ keyMask;
  }

  int levelCount() {
    return levelCount;
  }

  /** The price of a level of this ladder. */
  int ticks(int level) {
    return (int) arena.words[level + REFERENCE] ^ keyMask;
  }

  /** Adds an order at the end of its queue; returns its handle. */
  int add(long orderId, int owner, int ticks, long lots, int flags) {
    int order = arena.acquireOrder();
    int key = ticks ^ keyMask;
    int level = levelFor(key);
    long[] words = arena.words;
    if (words[level + COUNT] == 0) {
      open(level, key);
    }
    words[level + COUNT]++;
    words[level + QUANTITY] += lots;
    long links = words[level + LINKS];
    int tail = (int) (links >>> 32);
    words[order + ID] = orderId;
    words[order + QUANTITY] = lots;
    words[order + LINKS] = (links & HIGH) | level;
    words[order + REFERENCE] = level | flags | ((long) owner << 32);
    words[level + LINKS] = (links & LOW) | ((long) order << 32);
    words[tail + LINKS] = (words[tail + LINKS] & HIGH) | order;
    return order;
  }

  private int levelFor(int key) {
    int pageKey = key >>> PAGE_SHIFT;
    long entry = cache[pageKey & (CACHE_SIZE - 1)];
    int page = (int) (entry >>> 32) == pageKey ? (int) entry : pageFor(pageKey);
    return page + (key & PAGE_MASK) * WORDS;
  }

  private int pageFor(int pageKey) {
    int position = search(pageKey);
    if (position < 0) {
      position = ~position;
      insertPage(position, ((long) pageKey << 32) | arena.acquirePage());
    }
    cache[pageKey & (CACHE_SIZE - 1)] = pages[position];
    return (int) pages[position];
  }

  private void insertPage(int position, long entry) {
    if (pageCount == pages.length) {
      pages = Arrays.copyOf(pages, pageCount * 2);
    }
    System.arraycopy(pages, position, pages, position + 1, pageCount - position);
    pages[position] = entry;
    pageCount++;
  }

  /** The position of a page, or the complement of its insertion position. */
  private int search(int pageKey) {
    int low = 0;
    int high = pageCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int found = (int) (pages[middle] >>> 32);
      if (found == pageKey) {
        return middle;
      }
      if (found > pageKey) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  private void open(int level, int key) {
    long[] words = arena.words;
    words[level + LINKS] = level | ((long) level << 32);
    words[level + REFERENCE] = key | ((long) number << 32);
    arena.pageBits[level >>> BLOCK_SHIFT] |= 1L << (key & PAGE_MASK);
    levelCount++;
    if (key < bestKey) {
      setBest(key, level);
    }
  }

  /** Removes a level after its last order. */
  void close(int level) {
    int key = (int) arena.words[level + REFERENCE];
    long bits = arena.pageBits[level >>> BLOCK_SHIFT] &= ~(1L << (key & PAGE_MASK));
    levelCount--;
    if (bits == 0) {
      removePage(key >>> PAGE_SHIFT);
    }
    if (key == bestKey) {
      findBest();
    }
  }

  private void removePage(int pageKey) {
    int position = search(pageKey);
    arena.releasePage((int) pages[position]);
    pageCount--;
    System.arraycopy(pages, position + 1, pages, position, pageCount - position);
    int slot = pageKey & (CACHE_SIZE - 1);
    if ((int) (cache[slot] >>> 32) == pageKey) {
      cache[slot] = NO_PAGE;
    }
  }

  private void findBest() {
    if (pageCount == 0) {
      setBest(NO_KEY, NIL);
      return;
    }
    long entry = pages[pageCount - 1];
    int page = (int) entry;
    int bit = Long.numberOfTrailingZeros(arena.pageBits[page >>> BLOCK_SHIFT]);
    setBest(((int) (entry >>> 32) << PAGE_SHIFT) | bit, page + bit * WORDS);
  }

  /** The level at {@code key}, or {@link Arena#NIL} if it has no orders. */
  int find(int key) {
    if (key == bestKey) {
      return bestLevel;
    }
    int position = search(key >>> PAGE_SHIFT);
    if (position < 0) {
      return NIL;
    }
    int level = (int) pages[position] + (key & PAGE_MASK) * WORDS;
    return arena.words[level + COUNT] == 0 ? NIL : level;
  }

  /** The next worse level, or {@link Arena#NIL}. */
  int nextLevel(int level) {
    int key = (int) arena.words[level + REFERENCE];
    long worse = -2L << (key & PAGE_MASK);
    long bits = arena.pageBits[level >>> BLOCK_SHIFT] & worse;
    int page = level - (key & PAGE_MASK) * WORDS;
    if (bits == 0) {
      int position = search(key >>> PAGE_SHIFT);
      if (position == 0) {
        return NIL;
      }
      page = (int) pages[position - 1];
      bits = arena.pageBits[page >>> BLOCK_SHIFT];
    }
    return page + Long.numberOfTrailingZeros(bits) * WORDS;
  }

  /** Displayed quantity of all levels. */
  long shownLots() {
    long[] words = arena.words;
    long lots = 0;
    for (int position = 0; position < pageCount; position++) {
      int page = (int) pages[position];
      for (long bits = arena.pageBits[page >>> BLOCK_SHIFT]; bits != 0; bits &= bits - 1) {
        lots += words[page + Long.numberOfTrailingZeros(bits) * WORDS + QUANTITY];
      }
    }
    return lots;
  }

  int number() {
    return number;
  }

  int pageCount() {
    return pageCount;
  }

  /** The page at a position, from the worst to the best. */
  int page(int position) {
    return (int) pages[position];
  }

  /** Common high bits of the keys of a page. */
  int pageKey(int position) {
    return (int) (pages[position] >>> 32);
  }

  int maxPageKey() {
    return MAX_KEY >>> PAGE_SHIFT;
  }

  /** The key of a level by its place in a page. */
  int keyOf(int pageKey, int place) {
    return pageKey << PAGE_SHIFT | place;
  }

  void clear() {
    Arrays.fill(cache, NO_PAGE);
    pageCount = 0;
    levelCount = 0;
    findBest();
  }

  void save(StateWriter out) {
    out.writeInt(levelCount);
    out.writeInt(pageCount);
    out.writeLongs(pages, 0, pageCount);
  }

  void load(StateReader in) {
    Arrays.fill(cache, NO_PAGE);
    levelCount = in.readInt();
    pageCount = in.readCount(Long.BYTES);
    if (pageCount > pages.length) {
      pages = new long[pageCount];
    }
    in.readLongs(pages, 0, pageCount);
    for (int position = 0; position < pageCount; position++) {
      in.require(arena.isBlock(page(position)), "pages of price levels");
    }
    findBest();
  }
}
