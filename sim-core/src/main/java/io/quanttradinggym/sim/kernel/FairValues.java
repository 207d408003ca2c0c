package io.quanttradinggym.sim.kernel;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.sim.event.EngineModule;
import io.quanttradinggym.sim.fundamental.FundamentalPath;

/**
 * Fair values of all instruments: now, and ahead by each lead. Each lead has copies of the paths
 * that run ahead in time; equal seeds give equal values.
 */
final class FairValues implements EngineModule {
  private final long[] leadsNanos;
  private final long openNanos;
  private final FundamentalPath[][] paths; // by lead, by instrument

  private FairValues(Leads leads, long openNanos, int instruments) {
    leadsNanos = leads.nanos();
    this.openNanos = openNanos;
    paths = new FundamentalPath[leadsNanos.length][instruments];
  }

  static FairValues of(SimulatorBuilder builder, Leads leads) {
    int count = builder.instruments.size();
    FairValues values = new FairValues(leads, builder.openNanos, count);
    for (FundamentalPath[] ofLead : values.paths) {
      for (int i = 0; i < count; i++) {
        ofLead[i] =
            new FundamentalPath(
                builder.fundamentals.get(i).get(),
                builder.newSchedule(),
                builder.instruments.get(i));
      }
    }
    return values;
  }

  @Override
  public void seed(long seed, long episode) {
    for (FundamentalPath[] ofLead : paths) {
      for (FundamentalPath path : ofLead) {
        path.seed(seed, episode);
      }
    }
  }

  @Override
  public void start() {
    for (FundamentalPath[] ofLead : paths) {
      for (FundamentalPath path : ofLead) {
        path.start(openNanos);
      }
    }
  }

  /** Advances all paths to a time that no path has passed. */
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
   * @param lead index of the lead
   * @param horizonNanos latest visible time
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
