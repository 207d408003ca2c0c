package io.quanttradinggym.bench.matching;

import exchange.core2.collections.objpool.ObjectsPool;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.MatcherEventType;
import exchange.core2.core.common.MatcherTradeEvent;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.cmd.OrderCommandType;
import exchange.core2.core.common.config.LoggingConfiguration;
import exchange.core2.core.orderbook.OrderBookDirectImpl;
import exchange.core2.core.orderbook.OrderBookEventsHelper;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.data.OrderStream;
import java.util.Map;

/**
 * exchange-core's fastest book without its ring buffers, risk engine and journal: two commands that
 * are used again and again go straight to the book, with object pools of the sizes that its own
 * engine gives it.
 */
final class ExchangeCoreEngine implements Engine {
  private static final long OWNER = 1;
  private static final Map<Integer, Integer> POOLS =
      Map.of(
          ObjectsPool.DIRECT_ORDER, 1 << 20,
          ObjectsPool.DIRECT_BUCKET, 1 << 16,
          ObjectsPool.ART_NODE_4, 1 << 15,
          ObjectsPool.ART_NODE_16, 1 << 14,
          ObjectsPool.ART_NODE_48, 1 << 13,
          ObjectsPool.ART_NODE_256, 1 << 12);

  private final Trades trades = new Trades();
  private final OrderBookDirectImpl book =
      new OrderBookDirectImpl(
          CoreSymbolSpecification.builder().type(SymbolType.FUTURES_CONTRACT).build(),
          new ObjectsPool(POOLS),
          OrderBookEventsHelper.NON_POOLED_EVENTS_HELPER,
          LoggingConfiguration.DEFAULT);
  private final OrderCommand add = command(OrderCommandType.PLACE_ORDER);
  private final OrderCommand cancel = command(OrderCommandType.CANCEL_ORDER);

  private static OrderCommand command(OrderCommandType type) {
    OrderCommand command = new OrderCommand();
    command.command = type;
    command.orderType = OrderType.GTC;
    command.uid = OWNER;
    return command;
  }

  @Override
  public void send(OrderStream stream, int from, int to) {
    for (int i = from; i < to; i++) {
      if (stream.isCancel(i)) {
        cancel.orderId = stream.orderId(i);
        cancel.matcherEvent = null;
        book.cancelOrder(cancel);
      } else {
        add.orderId = stream.orderId(i);
        add.action = stream.side(i) == Side.BUY ? OrderAction.BID : OrderAction.ASK;
        add.price = stream.priceTicks(i);
        add.reserveBidPrice = add.price;
        add.size = stream.quantityLots(i);
        add.matcherEvent = null;
        book.newOrder(add);
        hear(add.matcherEvent, add.orderId);
      }
    }
  }

  private void hear(MatcherTradeEvent first, long incomingId) {
    for (MatcherTradeEvent event = first; event != null; event = event.nextEvent) {
      if (event.eventType == MatcherEventType.TRADE) {
        trades.add(event.matchedOrderId, incomingId, event.price, event.size);
      }
    }
  }

  @Override
  public Answer answer() {
    return trades.answer();
  }
}
