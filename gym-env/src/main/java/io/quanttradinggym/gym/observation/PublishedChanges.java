package io.quanttradinggym.gym.observation;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.sim.market.MarketView;
import io.quanttradinggym.sim.market.NewsFeed;
import io.quanttradinggym.sim.market.NewsItem;
import java.util.Arrays;

/** What the published news have said about one instrument. Allocation-free after construction. */
final class PublishedChanges implements Stateful {
  private static final int EARNINGS = 0;
  private static final int GROWTH = 1;
  private static final int RATE = 2;
  private static final int VALUE = 3;
  private static final int SUMS = 4;

  private final int instrument;
  private final long halfLifeNanos;
  private final double[] sums = new double[SUMS];
  private long read; // number of items of the feed
  private boolean isEmpty = true;
  private long latestNanos;
  private double surprise; // of the latest item
  private double sentiment; // at the time of the latest item

  PublishedChanges(int instrument, long halfLifeNanos) {
    this.instrument = instrument;
    this.halfLifeNanos = halfLifeNanos;
  }

  void clear(long timeNanos) {
    Arrays.fill(sums, 0);
    read = 0;
    isEmpty = true;
    latestNanos = timeNanos;
    surprise = 0;
    sentiment = 0;
  }

  /** Reads the items published since the last call, oldest first. */
  void read(NewsFeed feed, MarketView market) {
    long fresh = Math.min(feed.count() - read, NewsFeed.KEPT);
    for (int back = (int) fresh - 1; back >= 0; back--) {
      NewsItem item = feed.latest(back);
      if (item.concerns(market.instrument(instrument))) {
        count(item);
      }
    }
    read = feed.count();
  }

  private void count(NewsItem item) {
    sentiment = sentiment(item.timeNanos()) + item.surprise();
    surprise = item.surprise();
    latestNanos = item.timeNanos();
    isEmpty = false;
    sums[EARNINGS] += item.earningsChange();
    sums[GROWTH] += item.growthChange();
    sums[RATE] += item.rateChange();
    sums[VALUE] += item.valueChange();
  }

  /** Whether there was no item. */
  boolean isEmpty() {
    return isEmpty;
  }

  long latestNanos() {
    return latestNanos;
  }

  double surprise() {
    return surprise;
  }

  /** Sum of the surprises, each decayed since its publication. */
  double sentiment(long nowNanos) {
    double halfLives = (double) Math.max(0, nowNanos - latestNanos) / halfLifeNanos;
    return sentiment == 0 ? 0 : sentiment * StrictMath.exp(-Units.LN_2 * halfLives);
  }

  /** Writes the sums of changes: earnings, growth, rate, value. */
  void writeSums(double[] out, int offset) {
    System.arraycopy(sums, 0, out, offset, SUMS);
  }

  @Override
  public void save(StateWriter out) {
    out.writeLong(read);
    out.writeBoolean(isEmpty);
    out.writeLong(latestNanos);
    out.writeDouble(surprise);
    out.writeDouble(sentiment);
    out.writeDoubles(sums, 0, SUMS);
  }

  @Override
  public void load(StateReader in) {
    read = in.readLong(0, Times.MAX_NANOS);
    isEmpty = in.readBoolean();
    latestNanos = in.readLong(0, Times.MAX_NANOS);
    surprise = in.readFinite();
    sentiment = in.readFinite();
    in.readDoubles(sums, 0, SUMS, -Double.MAX_VALUE, Double.MAX_VALUE);
  }
}
