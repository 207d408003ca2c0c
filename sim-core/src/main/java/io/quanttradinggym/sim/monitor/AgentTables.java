package io.quanttradinggym.sim.monitor;

import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Valuation;
import java.util.Arrays;
import java.util.List;

/** Computes P&amp;L and positions of agents. */
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
    for (int participant = 0; participant < simulator.participants(); participant++) {
      long micros = pnl.micros(participant);
      if (micros > 0) {
        winners.offer(participant, micros);
      } else if (micros < 0) {
        losers.offer(participant, -micros);
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
        .mapToObj(participant ->
            new AgentRow(
                simulator.name(participant),
                pnl.micros(participant),
                positionLots(participant, instrument)))
        .toList();
  }

  private long positionLots(int participant, int instrument) {
    return simulator.accounts().positionLots(participant, instrument);
  }

  private Exposure exposure(int instrument) {
    long gross = 0;
    long net = 0;
    long owed = 0;
    Ranking largest = new Ranking(1);
    for (int participant = 0; participant < simulator.participants(); participant++) {
      long lots = positionLots(participant, instrument);
      gross += valuation.grossMicros(participant);
      net += valuation.netMicros(participant);
      owed += Math.max(0, -lots);
      largest.offer(participant, Math.abs(lots));
    }
    int[] holder = largest.members();
    String name = holder.length == 0 ? "" : simulator.name(holder[0]);
    long held = holder.length == 0 ? 0 : positionLots(holder[0], instrument);
    return new Exposure(gross, net, owed, name, held);
  }
}
