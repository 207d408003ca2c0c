package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.kernel.Sampler;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.Valuation;
import java.util.ArrayList;
import java.util.List;

/** P&amp;L, drawdown and value at risk of each kind of agent. */
final class AgentGroups implements SimulationHook {
  private final Accounts accounts;
  private final Valuation valuation;
  private final AgentPnl pnl;
  private final Sampler minutes;
  private final List<Group> groups = new ArrayList<>();

  private static final class Group {
    final String name;
    final int first;
    final int end;
    final Returns changes = new Returns();
    long minutePnl;
    long highPnl;
    long maxDrawdown;

    Group(String name, int first, int end) {
      this.name = name;
      this.first = first;
      this.end = end;
    }

    /** Samples every minute, independently of frames, so that all clients see the same values. */
    void sample(long pnlMicros) {
      changes.add((double) (pnlMicros - minutePnl));
      minutePnl = pnlMicros;
      highPnl = Math.max(highPnl, pnlMicros);
      maxDrawdown = Math.max(maxDrawdown, highPnl - pnlMicros);
    }
  }

  /**
   * @param kinds in order of participant index
   */
  AgentGroups(
      List<AgentGroup> kinds,
      MarketView market,
      Accounts accounts,
      Valuation valuation,
      AgentPnl pnl) {
    this.accounts = accounts;
    this.valuation = valuation;
    this.pnl = pnl;
    int first = 0;
    for (AgentGroup kind : kinds) {
      groups.add(new Group(kind.name(), first, first + kind.members()));
      first += kind.members();
    }
    minutes = Sampler.after(market, Units.NANOS_PER_MINUTE, time -> sample());
  }

  private void sample() {
    for (Group group : groups) {
      group.sample(pnlMicros(group));
    }
  }

  private long pnlMicros(Group group) {
    long micros = 0;
    for (int participant = group.first; participant < group.end; participant++) {
      micros += pnl.micros(participant);
    }
    return micros;
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    minutes.timePassesTo(toNanos);
  }

  List<GroupRow> rows(int instrument) {
    return groups.stream().map(group -> row(group, instrument)).toList();
  }

  private GroupRow row(Group group, int instrument) {
    long lots = 0;
    long fees = 0;
    long gross = 0;
    for (int participant = group.first; participant < group.end; participant++) {
      lots += accounts.positionLots(participant, instrument);
      fees += accounts.feesMicros(participant);
      gross += valuation.grossMicros(participant);
    }
    double valueAtRisk = group.changes.tail()[0];
    return new GroupRow(
        group.name,
        group.end - group.first,
        lots,
        new GroupRow.GroupMoney(pnlMicros(group), gross, fees, group.maxDrawdown, valueAtRisk));
  }
}
