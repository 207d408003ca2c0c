package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import org.junit.jupiter.api.Test;

/** What no command of a book shows: what the index writes depends on what is in it alone. */
final class OrderIndexTest {
  private static final long ID = 1;

  private static byte[] bytes(OrderIndex index) {
    StateWriter out = new StateWriter();
    index.save(out);
    return out.toByteArray();
  }

  private static void add(OrderIndex index, int number) {
    index.add(number << Arena.WORDS_SHIFT, ID); // equal ids share a chain, so that each has a next
  }

  @Test
  void whatWasThereBeforeALoadIsForgottenWhenItGrows() {
    OrderIndex used = new OrderIndex(new Arena());
    add(used, 3_000); // far beyond twice the size: the array is as long as this needs
    add(used, 2_500);
    OrderIndex fresh = new OrderIndex(new Arena());
    byte[] empty = bytes(fresh);
    used.load(new StateReader(empty, 0, empty.length));
    for (OrderIndex each : new OrderIndex[] {fresh, used}) {
      add(each, 1_500);
      add(each, 2_600); // longer than any array so far, but not as long as before
    }
    assertArrayEquals(bytes(fresh), bytes(used));
  }
}
