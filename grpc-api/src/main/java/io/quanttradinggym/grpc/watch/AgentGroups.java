package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.v1.AgentGroup;
import io.quanttradinggym.gym.orderbook.PopulationEntry;
import io.quanttradinggym.sim.kernel.SimulationHook;
import io.quanttradinggym.sim.market.Accounts;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.Valuation;
import io.quanttradinggym.sim.recording.Sampler;
import java.util.ArrayList;
import java.util.List;

/** What the agents of each kind have made of their money, and how steadily. */
final class AgentGroups implements SimulationHook {

  private final Valuation valuation;
  private final AgentPnl pnl;
  private final Accounts accounts;
  private final Sampler minutes;
  private final List<Group> groups = new ArrayList<>();

  private static final class Group {
    final String name;
    final int first;
    final int end;
    final Returns changes = new Returns();
    double minutePnl;
    double highPnl;
    double maxDrawdown;

    Group(String name, int first, int end) {
      this.name = name;
      this.first = first;
      this.end = end;
    }

    /** Every minute, and not when somebody looks, so that all who look see the same. */
    void sample(double pnl) {
      changes.add(pnl - minutePnl);
      minutePnl = pnl;
      highPnl = Math.max(highPnl, pnl);
      maxDrawdown = Math.max(maxDrawdown, highPnl - pnl);
    }
  }

  /**
   * @param population in the order of the owners
   */
  AgentGroups(
      List<PopulationEntry> population,
      MarketView market,
      Accounts accounts,
      Valuation valuation,
      AgentPnl pnl) {
    this.valuation = valuation;
    this.pnl = pnl;
    this.accounts = accounts;
    int first = 0;
    for (PopulationEntry entry : population) {
      groups.add(new Group(entry.name(), first, first + entry.count()));
      first += entry.count();
    }
    minutes = Sampler.after(market, Units.NANOS_PER_MINUTE, time -> sample());
  }

  private void sample() {
    for (Group group : groups) {
      group.sample(currency(group));
    }
  }

  private double currency(Group group) {
    long micros = 0;
    for (int owner = group.first; owner < group.end; owner++) {
      micros += pnl.micros(owner);
    }
    return Units.currency(micros);
  }

  @Override
  public void onTimePasses(long fromNanos, long toNanos) {
    minutes.timePassesTo(toNanos);
  }

  List<AgentGroup> messages(int instrument) {
    List<AgentGroup> messages = new ArrayList<>();
    for (Group group : groups) {
      long lots = 0;
      long fees = 0;
      long gross = 0;
      for (int owner = group.first; owner < group.end; owner++) {
        lots += accounts.positionLots(owner, instrument);
        fees += accounts.feesMicros(owner);
        gross += valuation.grossMicros(owner);
      }
      messages.add(
          AgentGroup.newBuilder()
              .setName(group.name)
              .setMembers(group.end - group.first)
              .setPnl(currency(group))
              .setPositionLots(lots)
              .setGrossExposure(Units.currency(gross))
              .setFees(Units.currency(fees))
              .setMaxDrawdown(group.maxDrawdown)
              .setValueAtRisk(group.changes.tail()[0])
              .build());
    }
    return messages;
  }
}
