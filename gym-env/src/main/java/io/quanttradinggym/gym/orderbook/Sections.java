package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.ParameterSpec;
import java.util.List;

/** Declared keys of an order-book scenario, except those of plug-ins. */
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
              "Duration of the warm-up phase after the open; it ends at the start of the "
                  + "episode at the latest."),
          ParameterSpec.duration(
              "opening_auction",
              "0s",
              "0s",
              "24h",
              "Duration of the opening auction call, from the open on."),
          ParameterSpec.duration(
              "closing_auction",
              "0s",
              "0s",
              "24h",
              "Duration of the closing auction call, before the close."),
          ParameterSpec.duration(
              "processing_delay",
              "0s",
              "0s",
              "1h",
              "Exchange processing delay, added to the latency of every message."),
          ParameterSpec.numbers(
              "intensity",
              "relative",
              List.of(),
              0,
              1e6,
              "Relative activity at equal distances from the open to the close, such as [2, "
                  + "1, 1, 2]; empty = constant."));

  static final List<ParameterSpec> INSTRUMENT =
      List.of(
          ParameterSpec.text("symbol", "QTG", "Name of the instrument, unique in the scenario."),
          ParameterSpec.text("sector", "", "Sector of the instrument; may be empty."),
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
              "Total number of shares; requires borrow; 0 = initial positions of all "
                  + "participants plus the borrow pool."));

  static final List<ParameterSpec> FEES =
      List.of(
          basisPoints("maker_basis_points", "resting order"),
          basisPoints("taker_basis_points", "incoming order"),
          perLot("maker_per_lot", "resting order"),
          perLot("taker_per_lot", "incoming order"));

  static final List<ParameterSpec> POPULATION =
      List.of(
          ParameterSpec.text(
              "name", "", "Prefix of the members' names (name-0, name-1, …); default: the type."),
          ParameterSpec.integer("count", "", 1L, 0, 100_000, "Number of members."),
          cash(10_000_000.0),
          ParameterSpec.integer(
              "position",
              "lots",
              0L,
              -1_000_000_000L,
              1_000_000_000L,
              "Initial position of each member in every instrument."));

  static final List<ParameterSpec> TRADER =
      List.of(
          cash(1_000_000.0),
          ParameterSpec.integer(
              "max_position", "lots", 100L, 1, 1_000_000_000L, "Largest absolute position."));

  static final List<ParameterSpec> PARENT_ORDER =
      List.of(
          ParameterSpec.integer("instrument", "", 0L, 0, 999, "Instrument index."),
          ParameterSpec.choice("side", "buy", List.of("buy", "sell"), "Side of the parent order."),
          ParameterSpec.integer(
              "quantity", "lots", 1000L, 1, 1_000_000_000L, "Quantity of the parent order."));

  static final List<ParameterSpec> EPISODE =
      List.of(
          ParameterSpec.duration(
              "start", "30s", "0s", "24h", "Time from the open to the first decision."),
          ParameterSpec.duration("duration", "10m", "1ns", "24h", "Duration of the episode."),
          ParameterSpec.duration(
              "decision_interval", "1s", "1us", "24h", "Interval between decisions."),
          ParameterSpec.number(
              "bankruptcy_fraction",
              "fraction of cash",
              0.3,
              -1e6,
              1,
              "Bankruptcy threshold: the episode ends when equity falls to this fraction of "
                  + "the initial cash."));

  static final ParameterSpec WEIGHT =
      ParameterSpec.number("weight", "", 1.0, -1e12, 1e12, "Weight of the term in the sum.");

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
    return ParameterSpec.number("cash", "currency", value, 0, 1e12, "Initial cash.");
  }
}
