package io.quanttradinggym.sim.fundamental;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.market.NewsItem;
import java.util.Arrays;

/**
 * Effect of all past news on a value: a lasting change of its logarithm, and a decaying
 * overreaction of each source. Only news changes the state; reading does not.
 */
final class NewsEffect implements Stateful {
  /** Number of half-lives after which an overreaction is dropped. */
  private static final double OVER = 30;

  private final double[] fading; // by source, at the time of its last item
  private final long[] sinceNanos; // by source
  private final long[] halfLives; // by source
  private double lasting;
  private boolean any;

  NewsEffect(int sources) {
    fading = new double[sources];
    sinceNanos = new long[sources];
    halfLives = new long[sources];
  }

  void clear() {
    Arrays.fill(fading, 0);
    lasting = 0;
    any = false;
  }

  /**
   * @param understood whether the value already includes the lasting change
   */
  void add(NewsItem item, int source, boolean understood) {
    any = true;
    if (!understood) {
      lasting += item.valueChange();
    }
    fading[source] = fading(source, item.timeNanos()) + item.overreaction();
    sinceNanos[source] = item.timeNanos();
    halfLives[source] = item.halfLifeNanos();
  }

  /** Factor of the value at this time. */
  double factor(long timeNanos) {
    if (!any) {
      return 1;
    }
    double sum = lasting;
    for (int source = 0; source < fading.length; source++) {
      sum += fading(source, timeNanos);
    }
    return StrictMath.exp(sum);
  }

  private double fading(int source, long timeNanos) {
    if (fading[source] == 0) {
      return 0;
    }
    double halves = (double) Math.max(0, timeNanos - sinceNanos[source]) / halfLives[source];
    return halves > OVER ? 0 : fading[source] * StrictMath.exp(-Units.LN_2 * halves);
  }

  @Override
  public void save(StateWriter out) {
    out.writeDoubles(fading, 0, fading.length);
    out.writeLongs(sinceNanos, 0, sinceNanos.length);
    out.writeLongs(halfLives, 0, halfLives.length);
    out.writeDouble(lasting);
    out.writeBoolean(any);
  }

  @Override
  public void load(StateReader in) {
    in.readDoubles(
        fading, 0, fading.length, -FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
    in.readLongs(sinceNanos, 0, sinceNanos.length, 0, Times.MAX_NANOS);
    in.readLongs(halfLives, 0, halfLives.length, 0, Times.MAX_NANOS);
    lasting = in.readDouble(-FundamentalProcess.MAX_LOG, FundamentalProcess.MAX_LOG);
    any = in.readBoolean();
  }
}
