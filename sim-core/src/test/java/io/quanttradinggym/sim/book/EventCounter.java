package io.quanttradinggym.sim.book;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what was heard by kind and reason: a test that met none of a kind has not tested it. */
final class EventCounter {
  private final Map<String, Long> counts = new TreeMap<>();

  void count(List<BookEvent> events) {
    for (BookEvent event : events) {
      counts.merge(name(event), 1L, Long::sum);
    }
  }

  private static String name(BookEvent event) {
    return switch (event) {
      case BookEvent.Accepted e -> "accepted";
      case BookEvent.Trade e ->
          "trade " + (e.restingRemainingLots() == 0 ? "filled" : "partially filled");
      case BookEvent.Cancelled e -> "cancelled " + e.reason();
      case BookEvent.Reduced e -> "reduced";
      case BookEvent.Replaced e -> "replaced " + (e.keptPriority() ? "in place" : "anew");
      case BookEvent.Rejected e -> "rejected " + e.reason();
      case BookEvent.RequestRejected e -> "request rejected " + e.reason();
      case BookEvent.Triggered e -> "triggered";
      case BookEvent.AuctionTrade e -> "auction trade";
      case BookEvent.Uncrossed e -> "uncrossed";
      case BookEvent.PhaseChanged e -> "phase " + e.phase() + " " + e.cause();
    };
  }

  /** Everything that can happen and was not heard. */
  List<String> missing() {
    TreeSet<String> missing =
        new TreeSet<>(
            List.of(
                "accepted",
                "trade filled",
                "trade partially filled",
                "reduced",
                "replaced in place",
                "replaced anew",
                "triggered",
                "auction trade",
                "uncrossed",
                "phase CALL REQUESTED",
                "phase CONTINUOUS REQUESTED",
                "phase HALTED REQUESTED",
                "phase HALTED LIMIT_UP",
                "phase HALTED LIMIT_DOWN"));
    for (CancelReason reason : CancelReason.values()) {
      missing.add("cancelled " + reason);
    }
    missing.removeAll(counts.keySet());
    for (RejectReason reason : RejectReason.values()) {
      if (!counts.containsKey("rejected " + reason)
          && !counts.containsKey("request rejected " + reason)) {
        missing.add("rejected " + reason);
      }
    }
    return List.copyOf(missing);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((name, count) -> text.append(String.format("%9d  %s%n", count, name)));
    return text.toString();
  }
}
