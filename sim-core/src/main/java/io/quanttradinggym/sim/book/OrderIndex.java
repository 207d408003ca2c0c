package io.quanttradinggym.sim.book;

import io.quanttradinggym.sim.state.StateReader;
import io.quanttradinggym.sim.state.StateWriter;
import java.util.Arrays;

/**
 * Finds live orders by id: open addressing over handles alone, at most half full. Multiplicative
 * hashing spreads both dense and arbitrary ids; the ids themselves are compared in the arena, in
 * the cache line that the caller needs next anyway.
 */
final class OrderIndex {
  private static final int INITIAL_BITS = 7;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final Arena arena;
  private int[] slots = new int[1 << INITIAL_BITS];
  private int shift = Long.SIZE - INITIAL_BITS;
  private int size;

  OrderIndex(Arena arena) {
    this.arena = arena;
  }

  int size() {
    return size;
  }

  /** The order's handle, or {@link Arena#NIL}. */
  int find(long id) {
    int[] table = slots;
    long[] words = arena.words;
    int mask = table.length - 1;
    int slot = home(id);
    int order;
    while ((order = table[slot & mask]) != Arena.NIL && words[order + Arena.ID] != id) {
      slot++;
    }
    return order;
  }

  /** Adds an order whose id is not in the index. */
  void add(int order, long id) {
    if (++size > slots.length >> 1) {
      grow();
    }
    place(order, id);
  }

  private void place(int order, long id) {
    int[] table = slots;
    int mask = table.length - 1;
    int slot = home(id);
    while (table[slot & mask] != Arena.NIL) {
      slot++;
    }
    table[slot & mask] = order;
  }

  /** Removes an order that is in the index and still has its id. */
  void remove(int order) {
    int[] table = slots;
    int mask = table.length - 1;
    int gap = home(arena.words[order + Arena.ID]);
    while (table[gap & mask] != order) {
      gap++;
    }
    size--;
    closeGap(table, mask, gap & mask);
  }

  /** Moves later orders of the same run back, so that no search meets a gap before its order. */
  private void closeGap(int[] table, int mask, int gap) {
    long[] words = arena.words;
    int slot = gap;
    while (true) {
      slot = (slot + 1) & mask;
      int order = table[slot];
      if (order == Arena.NIL) {
        table[gap] = Arena.NIL;
        return;
      }
      int home = home(words[order + Arena.ID]);
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        table[gap] = order;
        gap = slot;
      }
    }
  }

  private int home(long id) {
    return (int) ((id * GOLDEN) >>> shift);
  }

  private void grow() {
    int[] old = slots;
    slots = new int[old.length * 2];
    shift--;
    for (int order : old) {
      if (order != Arena.NIL) {
        place(order, arena.words[order + Arena.ID]);
      }
    }
  }

  void clear() {
    Arrays.fill(slots, Arena.NIL);
    size = 0;
  }

  void save(StateWriter out) {
    out.writeInt(size);
    out.writeInt(shift);
    out.writeInts(slots, 0, slots.length);
  }

  void load(StateReader in) {
    size = in.readInt();
    shift = in.readInt();
    int length = 1 << (Long.SIZE - shift);
    if (slots.length != length) {
      slots = new int[length];
    }
    in.readInts(slots, 0, length);
  }
}
