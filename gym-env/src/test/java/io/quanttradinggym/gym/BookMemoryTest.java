package io.quanttradinggym.gym;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.gym.orderbook.Envs;
import io.quanttradinggym.gym.orderbook.SimulationFactory;
import io.quanttradinggym.gym.policy.PolicyResolver;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.Simulator;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of books fit into one JVM: what the book of a scenario takes after a whole day. */
@Tag("slow")
class BookMemoryTest {
  private static final long LIMIT_BYTES = 256 << 10;
  private static final String BOOK_PACKAGE = OrderBook.class.getPackageName();
  private static final int HEADER_BYTES = 16;
  private static final int REFERENCE_BYTES = 8; // 4 with compressed references

  static Set<String> names() {
    return Envs.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aBookIsSmallAtTheEndOfADay(String name, TestReporter reporter)
      throws IllegalAccessException {
    Simulator market = new SimulationFactory(Envs.scenario(name, ""), PolicyResolver.NONE).create();
    market.reset(1, 0);
    market.run(market.market().closeNanos());
    for (int i = 0; i < market.market().instruments(); i++) {
      OrderBook book = market.book(i);
      assertTrue(book.bestTicks(Side.BUY) != OrderBook.NO_PRICE, "the book is empty");
      long bytes = bytes(book);
      assertTrue(bytes > 1_000 && bytes <= LIMIT_BYTES, bytes + " bytes");
      reporter.publishEntry(name + ", bytes", Long.toString(bytes));
    }
  }

  /** An upper bound of what the book and all that it owns take; its listener is not its own. */
  private static long bytes(OrderBook book) throws IllegalAccessException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>();
    open.add(book);
    long total = 0;
    while (!open.isEmpty()) {
      Object next = open.pop();
      if (next instanceof Enum<?> || !seen.add(next)) {
        continue;
      }
      total += next.getClass().isArray() ? array(next, open) : fields(next, open);
    }
    return total;
  }

  private static long array(Object array, Deque<Object> open) {
    Class<?> type = array.getClass().getComponentType();
    int length = Array.getLength(array);
    if (!type.isPrimitive()) {
      for (int i = 0; i < length; i++) {
        addOwn(Array.get(array, i), open);
      }
    }
    return HEADER_BYTES + (long) length * size(type);
  }

  private static long fields(Object object, Deque<Object> open) throws IllegalAccessException {
    long bytes = HEADER_BYTES;
    for (Class<?> type = object.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        bytes += size(field.getType());
        if (!field.getType().isPrimitive()) {
          field.setAccessible(true);
          addOwn(field.get(object), open);
        }
      }
    }
    return bytes;
  }

  private static void addOwn(Object value, Deque<Object> open) {
    if (value != null
        && (value.getClass().isArray() || value.getClass().getPackageName().equals(BOOK_PACKAGE))) {
      open.push(value);
    }
  }

  private static int size(Class<?> type) {
    if (!type.isPrimitive()) {
      return REFERENCE_BYTES;
    }
    if (type == byte.class || type == boolean.class) {
      return Byte.BYTES;
    }
    return type == int.class || type == float.class ? Integer.BYTES : Long.BYTES;
  }
}
