package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.BLOCK_SHIFT;
import static io.quanttradinggym.sim.book.Arena.COUNT;
import static io.quanttradinggym.sim.book.Arena.HIGH;
import static io.quanttradinggym.sim.book.Arena.LINKS;
import static io.quanttradinggym.sim.book.Arena.LOW;
import static io.quanttradinggym.sim.book.Arena.NIL;
import static io.quanttradinggym.sim.book.Arena.QUANTITY;
import static io.quanttradinggym.sim.book.Arena.REFERENCE;
import static io.quanttradinggym.sim.book.Arena.WORDS;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import java.util.Arrays;

/**
 * One side of the book: price levels by key, where the lowest key is the best price on either side
 * (the price itself for asks, its complement for bids).
 *
 * <p>64 adjacent keys share a page with a bitmap of the levels in use; pages exist where orders
 * are, so there is no band to move. The pages are kept in a short array ordered from the worst to
 * the best: the next best level is one bit scan in the last page, and a page is found through a
 * small direct-mapped cache, else by binary search.
 */
final class BookSide {
  static final int NO_KEY = Integer.MAX_VALUE;
  static final int MAX_KEY = OrderBook.MAX_PRICE_TICKS;

  private static final int PAGE_SHIFT = 6;
  private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
  private static final int CACHE_SIZE = 16;
  private static final long NO_PAGE = -1;

  private final Arena arena;
  private final int ladder;
  private final int keyMask;

  /** Page key &lt;&lt; 32 | page. */
  private final long[] cache = new long[CACHE_SIZE];

  /** Page key &lt;&lt; 32 | page, keys descending. */
  private long[] pages = new long[8];

  private int pageCount;
  private int levelCount;
  private int bestKey = NO_KEY;
  private int bestLevel = NIL;

  BookSide(Arena arena, Side side) {
    this.arena = arena;
    this.ladder = side.index();
    this.keyMask = side == Side.BUY ? MAX_KEY : 0;
    Arrays.fill(cache, NO_PAGE);
  }

  /** The key of a price, and the price of a key. */
  int key(int priceOrKey) {
    return priceOrKey ^ keyMask;
  }

  int bestKey() {
    return bestKey;
  }

  int bestLevel() {
    return bestLevel;
  }

  int bestTicks() {
    return bestKey == NO_KEY ? OrderBook.NO_PRICE : bestKey ^ keyMask;
  }

  int levelCount() {
    return levelCount;
  }

  /** Puts an order, whose id and quantity are set, at the end of the queue at {@code key}. */
  void append(int order, int key, int flags, int owner) {
    int level = levelFor(key);
    long[] words = arena.words;
    if (words[level + COUNT] == 0) {
      open(level, key);
    }
    words[level + COUNT]++;
    words[level + QUANTITY] += words[order + QUANTITY];
    words[order + REFERENCE] = level | flags | ((long) owner << 32);
    long links = words[level + LINKS];
    int tail = (int) (links >>> 32);
    words[order + LINKS] = (links & HIGH) | level;
    words[level + LINKS] = (links & LOW) | ((long) order << 32);
    words[tail + LINKS] = (words[tail + LINKS] & HIGH) | order;
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

  /** The position of a page, or the complement of the position where it belongs. */
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
    words[level + REFERENCE] = key | ((long) ladder << 32);
    arena.pageBits[level >>> BLOCK_SHIFT] |= 1L << (key & PAGE_MASK);
    levelCount++;
    if (key < bestKey) {
      bestKey = key;
      bestLevel = level;
    }
  }

  /** Forgets a level that has lost its last order. */
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
      bestKey = NO_KEY;
      bestLevel = NIL;
      return;
    }
    long entry = pages[pageCount - 1];
    int page = (int) entry;
    int bit = Long.numberOfTrailingZeros(arena.pageBits[page >>> BLOCK_SHIFT]);
    bestKey = ((int) (entry >>> 32) << PAGE_SHIFT) | bit;
    bestLevel = page + bit * WORDS;
  }

  /** The level at {@code key}, or {@link Arena#NIL} if no order is there. */
  int find(int key) {
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

  /** Whether at least {@code wantedLots} rest at {@code limitKey} or better. */
  boolean hasQuantity(int limitKey, long wantedLots) {
    long[] words = arena.words;
    long missing = wantedLots;
    int level = bestLevel;
    while (missing > 0 && level != NIL && (int) words[level + REFERENCE] <= limitKey) {
      missing -= words[level + QUANTITY];
      level = nextLevel(level);
    }
    return missing <= 0;
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
    pageCount = in.readInt();
    if (pageCount > pages.length) {
      pages = new long[pageCount];
    }
    in.readLongs(pages, 0, pageCount);
    findBest();
  }
}
