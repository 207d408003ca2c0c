package io.quanttradinggym.sim.book;

import static io.quanttradinggym.sim.book.Arena.ID;
import static io.quanttradinggym.sim.book.Arena.NIL;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds live orders by id: a hash table of handles, at most half full, with chains in an array next
 * to the arena. Ids are compared in the arena, in the cache line that the caller needs next.
 * Multiplicative hashing spreads dense and arbitrary ids equally. With chains, neither insertion
 * nor removal has to search for a gap or close one.
 */
final class OrderIndex {
  private static final long NO_ID = Long.MIN_VALUE;
  private static final int INITIAL_BITS = 10;
  private static final int MAX_BITS = 30;
  private static final int CACHE_LINE = 64 / Integer.BYTES;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final Arena arena;

  // Arrays only grow: a state with fewer orders uses their start, so that resets cost nothing.
  private int[] heads = new int[1 << INITIAL_BITS];
  private int[] spareHeads = new int[0];
  private int shift = Long.SIZE - INITIAL_BITS;
  private int size;
  private long highestId = NO_ID; // of all orders so far

  /** By order number (handle / 4): the next order of the same chain. */
  private int[] next = new int[1 << INITIAL_BITS];

  private int numbers = next.length;

  OrderIndex(Arena arena) {
    this.arena = arena;
  }

  int size() {
    return size;
  }

  /** The order's handle, or {@link Arena#NIL}. */
  int find(long id) {
    int order = heads[(int) ((id * GOLDEN) >>> shift)];
    // No order has the id of the record named NIL, so an empty chain needs no check.
    return arena.words[order + ID] == id ? order : findInChain(order, id);
  }

  /** Whether there is no order of this id. Most ids are higher than all ids before them. */
  boolean isNew(long id) {
    return id > highestId || find(id) == NIL;
  }

  private int findInChain(int head, long id) {
    int order = next[head >>> Arena.WORDS_SHIFT];
    while (order != NIL && arena.words[order + ID] != id) {
      order = next[order >>> Arena.WORDS_SHIFT];
    }
    return order;
  }

  /** Reads every cache line in use; see {@link OrderBookView#touch}. */
  long touch() {
    long sum = 0;
    for (int i = 0; i < chains(); i += CACHE_LINE) {
      sum += heads[i];
    }
    for (int i = 0; i < numbers; i += CACHE_LINE) {
      sum += next[i];
    }
    return sum;
  }

  /** Adds an order whose id is not in the index. */
  void add(int order, long id) {
    highestId = Math.max(highestId, id);
    if (++size > chains() >> 2) {
      grow();
    }
    link(order, id);
  }

  private void link(int order, long id) {
    int number = order >>> Arena.WORDS_SHIFT;
    if (number >= numbers) {
      int wanted = Math.max(number + 1, numbers * 2);
      if (wanted > next.length) {
        next = Arrays.copyOf(next, wanted);
      }
      Arrays.fill(next, numbers, wanted, NIL); // the old content may belong to another state
      numbers = wanted;
    }
    int chain = (int) ((id * GOLDEN) >>> shift);
    next[number] = heads[chain];
    heads[chain] = order;
  }

  /** Removes an order that is in the index. */
  void remove(int order, long id) {
    size--;
    int chain = (int) ((id * GOLDEN) >>> shift);
    int after = next[order >>> Arena.WORDS_SHIFT];
    if (heads[chain] == order) {
      heads[chain] = after;
      return;
    }
    int before = heads[chain];
    while (next[before >>> Arena.WORDS_SHIFT] != order) {
      before = next[before >>> Arena.WORDS_SHIFT];
    }
    next[before >>> Arena.WORDS_SHIFT] = after;
  }

  private void grow() {
    int[] old = heads;
    int count = chains();
    heads = spareHeads.length >= 2 * count ? spareHeads : new int[2 * count];
    Arrays.fill(heads, 0, 2 * count, NIL);
    spareHeads = old;
    shift--;
    for (int chain = 0; chain < count; chain++) {
      int order = old[chain];
      while (order != NIL) {
        int following = next[order >>> Arena.WORDS_SHIFT];
        link(order, arena.words[order + ID]);
        order = following;
      }
    }
  }

  private int chains() {
    return 1 << (Long.SIZE - shift);
  }

  void clear() {
    Arrays.fill(heads, NIL);
    size = 0;
    highestId = NO_ID;
  }

  /**
   * Rejects a restored state unless it contains each live order exactly once.
   *
   * @param live order numbers
   */
  void check(StateReader in, BitSet live) {
    in.require(size == live.cardinality() && size <= chains() >> 2, "as many orders as counted");
    BitSet missing = (BitSet) live.clone();
    for (int chain = 0; chain < chains(); chain++) {
      for (int order = heads[chain]; order != NIL; order = next[order >>> Arena.WORDS_SHIFT]) {
        int number = order >>> Arena.WORDS_SHIFT;
        boolean fits =
            order > NIL
                && order % Arena.WORDS == 0
                && number < numbers
                && missing.get(number)
                && arena.words[order + ID] <= highestId
                && (int) ((arena.words[order + ID] * GOLDEN) >>> shift) == chain;
        in.require(fits, "live orders in the chains of their ids");
        missing.clear(number);
      }
    }
    in.require(missing.isEmpty(), "all live orders in the index");
  }

  void save(StateWriter out) {
    out.writeInt(size);
    out.writeLong(highestId);
    out.writeInt(shift);
    out.writeInts(heads, 0, chains());
    out.writeInt(numbers);
    out.writeInts(next, 0, numbers);
  }

  void load(StateReader in) {
    size = in.readCount(Integer.BYTES);
    highestId = in.readLong();
    shift = in.readInt(Long.SIZE - MAX_BITS, Long.SIZE - INITIAL_BITS);
    int length = in.checkCount(1 << (Long.SIZE - shift), Integer.BYTES);
    if (heads.length < length) {
      heads = new int[length];
    }
    in.readInts(heads, 0, length);
    numbers = in.readCount(Integer.BYTES);
    if (next.length < numbers) {
      next = new int[numbers];
    }
    in.readInts(next, 0, numbers);
  }
}
