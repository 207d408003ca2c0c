package io.quanttradinggym.sim.book;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts what was sent and what was heard, by kind and reason: a test that met none of a kind has
 * not tested it.
 */
final class EventCounter {
  private static final Set<RejectReason> OF_REQUESTS =
      EnumSet.of(
          RejectReason.UNKNOWN_ORDER,
          RejectReason.NOT_OWNER,
          RejectReason.STOP_PENDING,
          RejectReason.INVALID_PRICE,
          RejectReason.INVALID_QUANTITY,
          RejectReason.PRICE_OUTSIDE_BAND,
          RejectReason.MARKET_HALTED,
          RejectReason.WOULD_TAKE);
  private static final Set<RejectReason> OF_REQUESTS_ALONE =
      EnumSet.of(RejectReason.UNKNOWN_ORDER, RejectReason.NOT_OWNER, RejectReason.STOP_PENDING);

  private final Map<String, Long> counts = new TreeMap<>();
  private long commands;

  /** Counts one command: the order that it submitted, if it did, and what was heard. */
  void count(RandomCommands sent, BookRules rules, List<BookEvent> events) {
    commands++;
    add("command " + sent.command());
    for (BookEvent event : events) {
      add(name(event));
    }
    if (sent.hasSubmitted(events)) {
      countOrder(sent.ticket());
      countSelfTrade(sent.ticket(), rules, events);
    }
  }

  private void add(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  private void countOrder(OrderTicket order) {
    add("order " + (order.isStop() ? "stop " : "") + (order.isMarket() ? "market" : "limit"));
    add("time in force " + order.timeInForce);
    if (order.postOnly) {
      add("order post-only");
    }
    if (order.isIceberg()) {
      add("order reserve");
    }
    if (order.isHidden()) {
      add("order hidden");
    }
  }

  /** Which rule acted, unless a triggered stop order with a rule of its own may have done it. */
  private void countSelfTrade(OrderTicket order, BookRules rules, List<BookEvent> events) {
    SelfTradePrevention own = order.selfTradePrevention;
    SelfTradePrevention rule = own == null ? rules.selfTradePrevention() : own;
    boolean met = false;
    for (BookEvent event : events) {
      met |=
          switch (event) {
            case BookEvent.Triggered e -> false;
            case BookEvent.Cancelled e -> e.reason() == CancelReason.SELF_TRADE;
            case BookEvent.Reduced e -> true;
            case BookEvent.Traded e -> e.restingOwner() == e.incomingOwner();
            default -> false;
          };
    }
    boolean certain = events.stream().noneMatch(BookEvent.Triggered.class::isInstance);
    if (met && certain) {
      add("self-trade prevention " + rule + (own == null ? " of the book" : " of the order"));
    }
  }

  private static String name(BookEvent event) {
    return switch (event) {
      case BookEvent.Accepted e -> "accepted";
      case BookEvent.Traded e ->
          "trade " + (e.restingRemainingLots() == 0 ? "filled" : "partially filled");
      case BookEvent.Cancelled e -> "cancelled " + e.reason();
      case BookEvent.Reduced e -> "reduced";
      case BookEvent.Replaced e -> "replaced " + (e.keptPriority() ? "in place" : "anew");
      case BookEvent.Rejected e -> "rejected " + e.reason();
      case BookEvent.RequestRejected e -> "request rejected " + e.reason();
      case BookEvent.Triggered e -> "triggered";
      case BookEvent.AuctionTraded e -> "auction trade";
      case BookEvent.Uncrossed e -> "uncrossed";
      case BookEvent.PhaseChanged e -> "phase " + e.phase() + " " + e.cause();
    };
  }

  /** Everything that can happen and has not. */
  List<String> missing() {
    Set<String> missing = new TreeSet<>(EVENTS);
    for (RandomCommands.Command command : RandomCommands.Command.values()) {
      missing.add("command " + command);
    }
    for (TimeInForce tif : TimeInForce.values()) {
      missing.add("time in force " + tif);
    }
    for (CancelReason reason : CancelReason.values()) {
      missing.add("cancelled " + reason);
    }
    for (SelfTradePrevention rule : SelfTradePrevention.values()) {
      missing.add("self-trade prevention " + rule + " of the book");
      missing.add("self-trade prevention " + rule + " of the order");
    }
    EnumSet<RejectReason> ofOrders = EnumSet.allOf(RejectReason.class);
    ofOrders.removeAll(OF_REQUESTS_ALONE);
    ofOrders.removeIf(RejectReason::isOfAccount);
    ofOrders.forEach(reason -> missing.add("rejected " + reason));
    OF_REQUESTS.forEach(reason -> missing.add("request rejected " + reason));
    missing.removeAll(counts.keySet());
    return List.copyOf(missing);
  }

  private static final List<String> EVENTS =
      List.of(
          "order limit",
          "order market",
          "order stop limit",
          "order stop market",
          "order post-only",
          "order reserve",
          "order hidden",
          "accepted",
          "trade filled",
          "trade partially filled",
          "reduced",
          "replaced in place",
          "replaced anew",
          "triggered",
          "auction trade",
          "uncrossed",
          "phase AUCTION_CALL REQUESTED",
          "phase CONTINUOUS REQUESTED",
          "phase HALTED REQUESTED",
          "phase HALTED LIMIT_UP",
          "phase HALTED LIMIT_DOWN");

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(String.format("%9d  commands in all%n", commands));
    counts.forEach((name, count) -> text.append(String.format("%9d  %s%n", count, name)));
    return text.toString();
  }
}
