package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.kit.StateForger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A forged book is rejected, or it works. */
final class ForgedBookTest {
  private static final int OWNERS = 3;
  private static final int COMMANDS = 400;
  private static final int BOOKS = 5;
  private static final int FORGED = 1_500;
  private static final long LATEST_NANOS = 1_000_000;

  /** Sends commands to the book, and to a second book that only selects the next command. */
  private static void send(OrderBook book, long seed, int count, long nowNanos) {
    RandomCommands commands = new RandomCommands(seed, 4);
    NaiveBook guide = new NaiveBook(0, BookRules.DEFAULT, new RecordingListener(0));
    guide.advanceTime(nowNanos);
    book.advanceTime(nowNanos);
    for (int i = 0; i < count; i++) {
      commands.next(book, guide);
    }
  }

  /** Whether the book took the state. */
  private static boolean restore(OrderBook book, byte[] state) {
    StateReader in = StateReader.ofForgeable(state, 0, state.length);
    try {
      book.load(in);
      book.check(in, OWNERS, LATEST_NANOS);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aForgedBookIsRefusedOrWorks() {
    RandomStream random = new RandomStream("forged-books");
    int refused = 0;
    int taken = 0;
    for (int seed = 0; seed < BOOKS; seed++) {
      StateWriter out = new StateWriter();
      OrderBook used = new OrderBook(0, new RecordingListener(0));
      send(used, seed, COMMANDS, 0);
      used.save(out);
      byte[] state = out.toByteArray();
      for (int i = 0; i < FORGED; i++) {
        random.seed(seed, i);
        OrderBook book = new OrderBook(0, new RecordingListener(0));
        if (restore(book, StateForger.forge(state, 0, random))) {
          send(book, i, 100, LATEST_NANOS);
          taken++;
        } else {
          refused++;
        }
      }
    }
    assertTrue(refused > FORGED, "refused " + refused);
    assertTrue(taken > 0, "taken " + taken);
  }
}
