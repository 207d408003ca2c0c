package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.sim.fundamental.FundamentalPath;
import io.quanttradinggym.sim.fundamental.FundamentalProcess;
import io.quanttradinggym.sim.fundamental.NewsSchedule;
import io.quanttradinggym.sim.market.Instrument;
import java.util.List;
import java.util.function.Supplier;

/**
 * The fair values of all instruments: now, and as far ahead as each lead. For each lead there are
 * copies of the paths that are further in time; equal seeds make them agree.
 */
final class FairValues implements Stateful {
  private final long[] leadsNanos;
  private final FundamentalPath[][] paths; // by lead, by instrument

  /**
   * @param leadsNanos ascending, from 0
   */
  FairValues(
      List<Instrument> instruments,
      List<Supplier<FundamentalProcess>> processes,
      Supplier<NewsSchedule> news,
      long[] leadsNanos) {
    this.leadsNanos = leadsNanos;
    paths = new FundamentalPath[leadsNanos.length][instruments.size()];
    for (FundamentalPath[] ofLead : paths) {
      for (int i = 0; i < ofLead.length; i++) {
        ofLead[i] = new FundamentalPath(processes.get(i).get(), news.get(), instruments.get(i));
      }
    }
  }

  void seed(long seed, long episode) {
    for (FundamentalPath[] ofLead : paths) {
      for (FundamentalPath path : ofLead) {
        path.seed(seed, episode);
      }
    }
  }

  void start(long timeNanos) {
    for (FundamentalPath[] ofLead : paths) {
      for (FundamentalPath path : ofLead) {
        path.start(timeNanos);
      }
    }
  }

  /** Takes all paths to one time, which none may have passed. */
  void advance(long timeNanos) {
    for (FundamentalPath[] ofLead : paths) {
      for (FundamentalPath path : ofLead) {
        path.valueTicks(timeNanos);
      }
    }
  }

  double nowTicks(int instrument, long timeNanos) {
    return paths[0][instrument].valueTicks(timeNanos);
  }

  /**
   * @param lead index of a lead
   * @param horizonNanos nobody sees beyond it
   */
  double aheadTicks(int lead, int instrument, long timeNanos, long horizonNanos) {
    long ahead = Math.min(timeNanos + leadsNanos[lead], horizonNanos);
    return paths[lead][instrument].valueTicks(Math.max(timeNanos, ahead));
  }

  @Override
  public void save(StateWriter out) {
    for (FundamentalPath[] ofLead : paths) {
      for (FundamentalPath path : ofLead) {
        path.save(out);
      }
    }
  }

  @Override
  public void load(StateReader in) {
    for (FundamentalPath[] ofLead : paths) {
      for (FundamentalPath path : ofLead) {
        path.load(in);
      }
    }
  }
}
