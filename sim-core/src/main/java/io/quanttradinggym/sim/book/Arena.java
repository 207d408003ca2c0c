package io.quanttradinggym.sim.book;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;

/**
 * The memory of one book: orders and price levels are records of four words in one array, named by
 * the offset of their first word (a handle; 0 is none), so that a snapshot is a bulk copy.
 *
 * <pre>
 *          word 0       word 1              word 2               word 3
 *   order  id           remaining quantity  next | prev &lt;&lt; 32   level | flags | owner &lt;&lt; 32
 *   level  order count  total quantity      head | tail &lt;&lt; 32   key | ladder &lt;&lt; 32
 * </pre>
 *
 * A level is the sentinel of the circular list of its orders, which makes linking and unlinking
 * free of branches. Records come in blocks of 64: a block serves either orders, for good, or one
 * page of 64 adjacent levels, until that page is empty.
 */
final class Arena {
  static final int NIL = 0;
  private static final int CACHE_LINE = 64 / Long.BYTES;
  static final int WORDS_SHIFT = 2;
  static final int WORDS = 1 << WORDS_SHIFT;
  static final int ID = 0;
  static final int COUNT = 0;
  static final int QUANTITY = 1;
  static final int LINKS = 2;
  static final int REFERENCE = 3;

  /** Flag of word 3 of an order: it expires at the end of the day. */
  static final int DAY = 1;

  /** Flag of word 3 of an order: {@link OrderDetails} holds more of its data. */
  static final int DETAILED = 2;

  static final int FLAGS = DAY | DETAILED;
  static final int BLOCK_SHIFT = 8;
  static final int BLOCK_WORDS = 1 << BLOCK_SHIFT;
  static final long LOW = 0xFFFF_FFFFL;
  static final long HIGH = ~LOW;

  private static final int INITIAL_BLOCKS = 8;

  long[] words = new long[INITIAL_BLOCKS << BLOCK_SHIFT];

  /** For each block that holds a page: bits of the levels with orders. */
  long[] pageBits = new long[INITIAL_BLOCKS];

  private int usedBlocks;
  private int freeOrder;
  private int freshOrder;
  private int freshEnd;
  private int[] freePages = new int[INITIAL_BLOCKS];
  private int freePageCount;

  Arena() {
    clear();
  }

  void clear() {
    Arrays.fill(words, 0, usedBlocks << BLOCK_SHIFT, 0);
    Arrays.fill(pageBits, 0, usedBlocks, 0);
    usedBlocks = 1;
    freeOrder = NIL;
    freshOrder = WORDS;
    freshEnd = BLOCK_WORDS;
    freePageCount = 0;
  }

  /** Acquires a record with undefined content. May replace {@link #words}. */
  int acquireOrder() {
    int order = freeOrder;
    if (order == NIL) {
      return nextFresh();
    }
    freeOrder = (int) words[order + LINKS];
    return order;
  }

  /** Reads every cache line in use; see {@link OrderBookView#touch}. */
  long touch() {
    long[] w = words;
    long sum = 0;
    for (int i = usedBlocks << BLOCK_SHIFT; (i -= CACHE_LINE) >= 0; ) {
      sum += w[i];
    }
    return sum;
  }

  void releaseOrder(int order) {
    words[order + LINKS] = freeOrder;
    freeOrder = order;
  }

  /** Removes an order from the queue of its level; returns whether the queue is now empty. */
  boolean unlink(int order, int level) {
    long[] w = words;
    long links = w[order + LINKS];
    int next = (int) links;
    int previous = (int) (links >>> 32);
    w[previous + LINKS] = (w[previous + LINKS] & HIGH) | next;
    w[next + LINKS] = (w[next + LINKS] & LOW) | (links & HIGH);
    w[level + QUANTITY] -= w[order + QUANTITY];
    return --w[level + COUNT] == 0;
  }

  /** Moves an order to the end of the queue of its level. */
  void moveToTail(int order, int level) {
    long[] w = words;
    long links = w[order + LINKS];
    int next = (int) links;
    int previous = (int) (links >>> 32);
    w[previous + LINKS] = (w[previous + LINKS] & HIGH) | next;
    w[next + LINKS] = (w[next + LINKS] & LOW) | (links & HIGH);
    int tail = (int) (w[level + LINKS] >>> 32);
    w[order + LINKS] = ((long) tail << 32) | level;
    w[tail + LINKS] = (w[tail + LINKS] & HIGH) | order;
    w[level + LINKS] = (w[level + LINKS] & LOW) | ((long) order << 32);
  }

  private int nextFresh() {
    if (freshOrder == freshEnd) {
      freshOrder = freshBlock();
      freshEnd = freshOrder + BLOCK_WORDS;
    }
    int order = freshOrder;
    freshOrder += WORDS;
    return order;
  }

  /** Acquires a page of empty levels. May replace {@link #words}. */
  int acquirePage() {
    return freePageCount > 0 ? freePages[--freePageCount] : freshBlock();
  }

  void releasePage(int page) {
    if (freePageCount == freePages.length) {
      freePages = Arrays.copyOf(freePages, freePageCount * 2);
    }
    freePages[freePageCount++] = page;
  }

  private int freshBlock() {
    if (usedBlocks == pageBits.length) {
      reserveBlocks(usedBlocks + Math.max(INITIAL_BLOCKS, usedBlocks / 4));
    }
    return usedBlocks++ << BLOCK_SHIFT;
  }

  private void reserveBlocks(int blocks) {
    if (blocks > pageBits.length) {
      words = Arrays.copyOf(words, Math.multiplyExact(blocks, BLOCK_WORDS));
      pageBits = Arrays.copyOf(pageBits, blocks);
    }
  }

  /** The first of the orders that were released, each linked to the next. */
  int firstFree() {
    return freeOrder;
  }

  int freshOrder() {
    return freshOrder;
  }

  int freshEnd() {
    return freshEnd;
  }

  int freePageCount() {
    return freePageCount;
  }

  int freePage(int index) {
    return freePages[index];
  }

  /** Whether a record lies in the blocks that are in use. */
  boolean isUsed(int record) {
    return record >>> BLOCK_SHIFT < usedBlocks;
  }

  /** Whether a handle refers to a block that can hold a page. */
  boolean isBlock(int handle) {
    return handle > 0 && (handle & (BLOCK_WORDS - 1)) == 0 && isUsed(handle);
  }

  /** Rejects a restored state without space for the next order. */
  void check(StateReader in) {
    boolean fits =
        usedBlocks > 0
            && freshOrder > NIL
            && freshOrder % WORDS == 0
            && freshEnd % BLOCK_WORDS == 0
            && freshEnd >= freshOrder
            && freshEnd - freshOrder <= BLOCK_WORDS
            && freshEnd <= usedBlocks << BLOCK_SHIFT;
    in.require(fits, "room for the next order");
    in.require(
        words[NIL + ID] == 0 && words[NIL + QUANTITY] == 0 && words[NIL + REFERENCE] == 0,
        "no order without a number");
  }

  void save(StateWriter out) {
    out.writeInt(usedBlocks);
    out.writeLongs(words, 0, usedBlocks << BLOCK_SHIFT);
    out.writeLongs(pageBits, 0, usedBlocks);
    out.writeInt(freeOrder);
    out.writeInt(freshOrder);
    out.writeInt(freshEnd);
    out.writeInt(freePageCount);
    out.writeInts(freePages, 0, freePageCount);
  }

  void load(StateReader in) {
    int previousBlocks = usedBlocks;
    usedBlocks = in.readCount(BLOCK_WORDS * Long.BYTES);
    reserveBlocks(usedBlocks);
    in.readLongs(words, 0, usedBlocks << BLOCK_SHIFT);
    in.readLongs(pageBits, 0, usedBlocks);
    if (previousBlocks > usedBlocks) {
      Arrays.fill(words, usedBlocks << BLOCK_SHIFT, previousBlocks << BLOCK_SHIFT, 0);
      Arrays.fill(pageBits, usedBlocks, previousBlocks, 0);
    }
    freeOrder = in.readInt();
    freshOrder = in.readInt();
    freshEnd = in.readInt();
    freePageCount = in.readCount(Integer.BYTES);
    if (freePageCount > freePages.length) {
      freePages = new int[freePageCount];
    }
    in.readInts(freePages, 0, freePageCount);
  }
}
