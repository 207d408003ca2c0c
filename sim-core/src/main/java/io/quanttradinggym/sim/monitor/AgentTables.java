package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Valuation;
import java.util.Arrays;
import java.util.List;

/** What agents have gained, lost and hold. */
final class AgentTables {
  private static final int RANKED = 16;

  private final Simulator simulator;
  private final Valuation valuation;
  private final AgentPnl pnl;
  private final AgentGroups groups;

  AgentTables(Simulator simulator, Valuation valuation, AgentPnl pnl, AgentGroups groups) {
    this.simulator = simulator;
    this.valuation = valuation;
    this.pnl = pnl;
    this.groups = groups;
  }

  AgentFrame frame(int instrument) {
    Ranking winners = new Ranking(RANKED);
    Ranking losers = new Ranking(RANKED);
    for (int owner = 0; owner < simulator.participants(); owner++) {
      long micros = pnl.micros(owner);
      if (micros > 0) {
        winners.offer(owner, micros);
      } else if (micros < 0) {
        losers.offer(owner, -micros);
      }
    }
    return new AgentFrame(
        groups.rows(instrument),
        rows(winners, instrument),
        rows(losers, instrument),
        exposure(instrument));
  }

  private List<AgentRow> rows(Ranking ranking, int instrument) {
    return Arrays.stream(ranking.members())
        .mapToObj(owner ->
            new AgentRow(simulator.name(owner), pnl.micros(owner), positionLots(owner, instrument)))
        .toList();
  }

  private long positionLots(int owner, int instrument) {
    return simulator.accounts().positionLots(owner, instrument);
  }

  private Exposure exposure(int instrument) {
    long gross = 0;
    long net = 0;
    long owed = 0;
    Ranking largest = new Ranking(1);
    for (int owner = 0; owner < simulator.participants(); owner++) {
      long lots = positionLots(owner, instrument);
      gross += valuation.grossMicros(owner);
      net += valuation.netMicros(owner);
      owed += Math.max(0, -lots);
      largest.offer(owner, Math.abs(lots));
    }
    int[] holder = largest.members();
    String name = holder.length == 0 ? "" : simulator.name(holder[0]);
    long held = holder.length == 0 ? 0 : positionLots(holder[0], instrument);
    return new Exposure(gross, net, owed, name, held);
  }
}
