package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.ParameterSpec;
import java.util.List;

/** The declared keys of an order-book scenario, apart from those of plug-ins. */
final class Sections {
  static final List<ParameterSpec> SESSION =
      List.of(
          ParameterSpec.text("date", "2026-01-05", "Session date, year-month-day."),
          ParameterSpec.text("zone", "America/New_York", "Time zone of all times of day."),
          ParameterSpec.text("open", "09:30", "Time of day at which trading starts."),
          ParameterSpec.text("close", "16:00", "Time of day at which trading ends."),
          ParameterSpec.duration(
              "warmup",
              "24h",
              "0s",
              "24h",
              "Length of the opening phase; it ends at the episode's start at the latest."),
          ParameterSpec.duration(
              "opening_auction",
              "0s",
              "0s",
              "24h",
              "From the open on, orders gather for this long and then meet at one price."),
          ParameterSpec.duration(
              "closing_auction",
              "0s",
              "0s",
              "24h",
              "Before the close, orders gather for this long and then meet at one price."),
          ParameterSpec.duration(
              "processing_delay",
              "0s",
              "0s",
              "1h",
              "What the exchange adds to the latency of every message."),
          ParameterSpec.numbers(
              "intensity",
              "relative",
              List.of(),
              0,
              1e6,
              "How busy it is at equal distances from the open to the close, such as [2, 1, 1, 2]; empty = equally."));

  static final List<ParameterSpec> INSTRUMENT =
      List.of(
          ParameterSpec.text("symbol", "QTG", "Name of the instrument, unique in the scenario."),
          ParameterSpec.text("sector", "", "What it has in common with others; may be empty."),
          ParameterSpec.number(
              "tick_size", "currency", 0.01, 1e-6, 1000, "Money value of one tick for one lot."),
          ParameterSpec.integer(
              "initial_price", "ticks", 10_000L, 1, 1_000_000_000L, "Opening reference price."),
          ParameterSpec.integer(
              "shares_outstanding",
              "lots",
              0L,
              0,
              1_000_000_000_000L,
              "All shares; needs borrow; 0 = as many as participants start with, and the pool."));

  static final List<ParameterSpec> FEES =
      List.of(
          basisPoints("maker_basis_points", "resting order"),
          basisPoints("taker_basis_points", "incoming order"),
          perLot("maker_per_lot", "resting order"),
          perLot("taker_per_lot", "incoming order"));

  static final List<ParameterSpec> POPULATION =
      List.of(
          ParameterSpec.text(
              "name",
              "",
              "Members are called name-0, name-1, ...; the type where it is not given."),
          ParameterSpec.integer("count", "", 1L, 0, 100_000, "How many there are."),
          cash(10_000_000.0),
          ParameterSpec.integer(
              "position",
              "lots",
              0L,
              -1_000_000_000L,
              1_000_000_000L,
              "What each starts with, of every instrument."));

  static final List<ParameterSpec> TRADER =
      List.of(
          cash(1_000_000.0),
          ParameterSpec.integer(
              "max_position", "lots", 100L, 1, 1_000_000_000L, "Largest absolute position."));

  static final List<ParameterSpec> PARENT_ORDER =
      List.of(
          ParameterSpec.choice("side", "buy", List.of("buy", "sell"), "What is to be done."),
          ParameterSpec.integer("quantity", "lots", 1000L, 1, 1_000_000_000L, "How much in all."));

  static final List<ParameterSpec> EPISODE =
      List.of(
          ParameterSpec.duration(
              "start", "30s", "0s", "24h", "Time of the first decision, after the open."),
          ParameterSpec.duration("duration", "10m", "1ns", "24h", "Time until the episode ends."),
          ParameterSpec.duration(
              "decision_interval", "1s", "1us", "24h", "Time from one decision to the next."),
          ParameterSpec.number(
              "bankruptcy_fraction",
              "fraction of cash",
              0.3,
              -1e6,
              1,
              "The episode ends when equity falls to this fraction of the starting cash."));

  static final ParameterSpec WEIGHT =
      ParameterSpec.number("weight", "", 1.0, -1e12, 1e12, "Factor of the term in the sum.");

  static final String LATENCY_ALLOWED =
      "a duration such as 1ms, {min: 1ms, max: 20ms} or {quantiles: [1ms, 2ms, 9ms]}, 0s to 1h";

  private Sections() {}

  private static ParameterSpec basisPoints(String name, String who) {
    return ParameterSpec.number(
        name, "basis points", 0.0, -1000, 1000, "Fee on the notional of the " + who + ".");
  }

  private static ParameterSpec perLot(String name, String who) {
    return ParameterSpec.number(
        name, "currency", 0.0, -1000, 1000, "Fee for each lot of the " + who + ".");
  }

  private static ParameterSpec cash(double value) {
    return ParameterSpec.number("cash", "currency", value, 0, 1e12, "What it starts with.");
  }
}
