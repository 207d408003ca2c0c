package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.Durations;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.config.ParameterMaps;
import io.quanttradinggym.gym.scenario.ScenarioProblems;
import io.quanttradinggym.gym.scenario.SectionReader;
import io.quanttradinggym.gym.trader.ParentOrder;
import io.quanttradinggym.gym.trader.TraderTerms;
import io.quanttradinggym.sim.book.Side;
import io.quanttradinggym.sim.kernel.LatencyModel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the trader and the episode of a scenario. */
final class TraderReader {
  private static final long DEFAULT_LATENCY_NANOS = Units.NANOS_PER_MILLI;

  private final SectionReader root;
  private final ScenarioProblems problems;
  private final Map<String, Object> effective;

  TraderReader(SectionReader root, Map<String, Object> effective) {
    this.root = root;
    this.problems = root.problems();
    this.effective = effective;
  }

  TraderSettings read(TradingDay session) {
    SectionReader section = root.section("trader");
    Parameters values = section.parameters(Sections.TRADER);
    LatencyModel latency = LatencyDocuments.read(section, "latency", DEFAULT_LATENCY_NANOS);
    Map<String, Object> document = ParameterMaps.toMap(Sections.TRADER, values);
    document.put("latency", LatencyDocuments.toMap(latency));
    ParentOrder parent = parentOrder(section, document);
    section.rejectUnknown();
    effective.put("trader", document);
    return new TraderSettings(latency, terms(session, values, parent));
  }

  private @Nullable ParentOrder parentOrder(SectionReader trader, Map<String, Object> document) {
    boolean given = trader.has("parent_order");
    SectionReader section = trader.section("parent_order");
    Parameters values = section.parameters(Sections.PARENT_ORDER);
    section.rejectUnknown();
    if (!given) {
      return null;
    }
    document.put("parent_order", ParameterMaps.toMap(Sections.PARENT_ORDER, values));
    Side side = values.getText("side").equals("buy") ? Side.BUY : Side.SELL;
    return new ParentOrder(values.getInt("instrument"), side, values.getLong("quantity"));
  }

  private TraderTerms terms(TradingDay session, Parameters trader, @Nullable ParentOrder parent) {
    SectionReader section = root.section("episode");
    Parameters values = section.parameters(Sections.EPISODE);
    section.rejectUnknown();
    effective.put("episode", ParameterMaps.toMap(Sections.EPISODE, values));
    long interval = values.getNanos("decision_interval");
    long duration = values.getNanos("duration");
    if (duration % interval != 0 || duration / interval > Integer.MAX_VALUE) {
      problems.add(
          section.field("duration"),
          Durations.format(duration),
          "a multiple of decision_interval (" + Durations.format(interval) + ")");
    }
    long start = session.openNanos() + values.getNanos("start");
    if (start + duration > session.closeNanos()) {
      problems.add(
          section.field("duration"), Durations.format(duration), "an end before session.close");
    }
    long cash = Money.micros(trader.getDouble("cash"));
    return new TraderTerms(
        start,
        interval,
        Math.clamp(duration / interval, 1, Integer.MAX_VALUE),
        cash,
        (long) (cash * values.getDouble("bankruptcy_fraction")),
        trader.getLong("max_position"),
        parent);
  }
}
