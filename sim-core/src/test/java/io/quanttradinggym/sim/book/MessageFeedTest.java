package io.quanttradinggym.sim.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.sim.data.LobsterMessages;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.recording.MessageFeed;
import io.quanttradinggym.sim.recording.MessageListener;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The messages alone, added up, show what the book shows, whatever kinds of orders are sent. */
class MessageFeedTest {
  private static final int COMMANDS = 20_000;

  /** Adds the messages up. */
  private static final class Sum implements MessageListener {
    final Map<Integer, Long> lots = new TreeMap<>(); // by signed price
    final long[] counts = new long[8];
    final Map<Long, Long> live = new TreeMap<>(); // lots by order id
    long crossedLots;
    int halts;

    @Override
    public void onMessage(int type, long orderId, Side side, int priceTicks, long shownLots) {
      counts[type]++;
      assertTrue(shownLots > 0);
      if (type != LobsterMessages.HIDDEN_EXECUTION) {
        long change = type == LobsterMessages.SUBMISSION ? shownLots : -shownLots;
        assertEquals(type == LobsterMessages.SUBMISSION, !live.containsKey(orderId));
        assertTrue(live.merge(orderId, change, Long::sum) >= 0);
        live.remove(orderId, 0L);
        long now = lots.merge(priceTicks * side.sign(), change, Long::sum);
        assertTrue(now >= 0);
        lots.remove(priceTicks * side.sign(), 0L);
      }
    }

    @Override
    public void onCross(int priceTicks, long quantityLots) {
      crossedLots += quantityLots;
    }

    @Override
    public void onHalt(boolean halted) {
      halts += halted ? 1 : -1;
    }
  }

  private static Map<Integer, Long> shown(OrderBook book) {
    Map<Integer, Long> lots = new TreeMap<>();
    for (Side side : Side.values()) {
      book.forEachOrder(
          side,
          (id, owner, ticks, quantity) -> {
            lots.merge(ticks * side.sign(), quantity, Long::sum);
            return true;
          });
    }
    return lots;
  }

  @ParameterizedTest
  @CsvSource({"1, 4, NONE", "2, 12, CANCEL_NEWEST", "3, 40, DECREMENT", "4, 200, CANCEL_OLDEST"})
  void messagesAddUpToTheBook(long seed, int spreadTicks, SelfTradePrevention rule) {
    BookRules rules = new BookRules(rule);
    RandomCommands commands = new RandomCommands(seed, spreadTicks);
    SimulationHook[] feed = new SimulationHook[1];
    OrderBook book = new OrderBook(0, rules, relay(feed));
    NaiveBook oracle = new NaiveBook(0, rules, new RecordingListener(0));
    Sum sum = new Sum();
    feed[0] = new MessageFeed(0, book, sum);
    int compared = 0;
    for (int i = 0; i < COMMANDS; i++) {
      commands.next(book, oracle);
      feed[0].onMessageDone(0);
      if (book.phase() == TradingPhase.CONTINUOUS) {
        assertEquals(shown(book), sum.lots, "after command " + i);
        assertEquals(0, sum.halts);
        compared++;
      }
    }
    assertTrue(compared > COMMANDS / 20, "compared " + compared);
    for (int type = LobsterMessages.SUBMISSION; type <= LobsterMessages.HIDDEN_EXECUTION; type++) {
      assertTrue(sum.counts[type] > 20, "messages of type " + type + ": " + sum.counts[type]);
    }
    assertTrue(sum.crossedLots > 0);
  }

  /** Passes every event on to a hook that is made after the book. */
  private static OrderBookListener relay(SimulationHook[] to) {
    return (OrderBookListener)
        Proxy.newProxyInstance(
            OrderBookListener.class.getClassLoader(),
            new Class<?>[] {OrderBookListener.class},
            (proxy, method, arguments) -> method.invoke(to[0], arguments));
  }
}
