package io.quanttradinggym.grpc.watch;

import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.grpc.v1.AgentResult;
import io.quanttradinggym.grpc.v1.MarketFrame;
import io.quanttradinggym.grpc.v1.MarketRisk;
import io.quanttradinggym.sim.kernel.Simulator;
import io.quanttradinggym.sim.market.Valuation;

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

  void write(int instrument, MarketFrame.Builder frame) {
    frame.addAllGroups(groups.messages(instrument));
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
    for (int owner : winners.members()) {
      frame.addWinners(result(owner, instrument));
    }
    for (int owner : losers.members()) {
      frame.addLosers(result(owner, instrument));
    }
    exposure(instrument, frame.getRiskBuilder());
  }

  private AgentResult result(int owner, int instrument) {
    return AgentResult.newBuilder()
        .setName(simulator.name(owner))
        .setPnl(Units.currency(pnl.micros(owner)))
        .setPositionLots(simulator.accounts().positionLots(owner, instrument))
        .build();
  }

  private void exposure(int instrument, MarketRisk.Builder risk) {
    long gross = 0;
    long net = 0;
    long owed = 0;
    Ranking largest = new Ranking(1);
    for (int owner = 0; owner < simulator.participants(); owner++) {
      long lots = simulator.accounts().positionLots(owner, instrument);
      gross += valuation.grossMicros(owner);
      net += valuation.netMicros(owner);
      owed += Math.max(0, -lots);
      largest.offer(owner, Math.abs(lots));
    }
    risk.setGrossExposure(Units.currency(gross))
        .setNetExposure(Units.currency(net))
        .setShortLots(owed);
    for (int owner : largest.members()) {
      risk.setLargestHolder(simulator.name(owner))
          .setLargestPositionLots(simulator.accounts().positionLots(owner, instrument));
    }
  }
}
