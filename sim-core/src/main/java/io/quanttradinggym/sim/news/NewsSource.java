package io.quanttradinggym.sim.news;

import io.quanttradinggym.base.distribution.Distribution;
import io.quanttradinggym.base.distribution.DistributionType;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.random.RandomStream;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * News of one kind, at scheduled times and at random times of a Poisson process. The sequence
 * depends only on the seed.
 */
public final class NewsSource implements Stateful {
  private static final double MINUTE_NANOS = 60e9;

  private final NewsKind kind;
  private final Content content;
  private final RandomStream random;
  private final long[] scheduled; // after the open, ascending
  private final double meanIntervalNanos; // 0 = no random times
  private final Distribution surprise;
  private final double overreaction;
  private final long halfLifeNanos;
  private long openNanos;
  private int nextScheduled;
  private long nextRandomNanos;

  /** Content of a news item. */
  @FunctionalInterface
  public interface Content {
    /**
     * @param item the item to fill in
     * @param surprise in standard deviations; positive = good for values
     */
    void fill(NewsDraft item, double surprise, RandomStream random);
  }

  public NewsSource(NewsKind kind, Parameters parameters, NewsSetup setup, Content content) {
    this.kind = kind;
    this.content = content;
    random = new RandomStream("news/" + setup.name());
    long sessionNanos = setup.closeNanos() - setup.openNanos();
    scheduled = scheduled(parameters.getDoubles("minutes"), sessionNanos);
    double rate = parameters.getDouble("rate");
    if (rate == 0 && scheduled.length == 0) {
      throw new InvalidInputException("rate", rate, "more than 0 if minutes is empty");
    }
    meanIntervalNanos = rate == 0 ? 0 : sessionNanos / rate;
    surprise = Distribution.of(parameters, "surprise");
    overreaction = parameters.getDouble("overreaction");
    halfLifeNanos = parameters.getNanos("half_life");
  }

  /** The parameters of every source, after the type's {@code own} parameters. */
  public static List<ParameterSpec> parameters(ParameterSpec... own) {
    List<ParameterSpec> all = new ArrayList<>(List.of(own));
    all.add(
        ParameterSpec.number(
            "rate", "per session", 0.0, 0, 1e5, "Expected number of news at random times."));
    all.add(
        ParameterSpec.numbers(
            "minutes",
            "after the open",
            List.of(),
            0,
            1440,
            "Times of scheduled news, after the open."));
    all.add(
        ParameterSpec.plugin(
            "surprise",
            DistributionType.class,
            "standard deviations",
            "normal",
            "Surprise relative to the expectation; positive = raises values."));
    all.add(
        ParameterSpec.number(
            "overreaction",
            "",
            0.25,
            -1,
            10,
            "Initial overreaction as a fraction of the permanent change; negative = gradual "
                + "absorption."));
    all.add(
        ParameterSpec.duration("half_life", "10m", "1ms", "24h", "Half-life of the overreaction."));
    return List.copyOf(all);
  }

  private static long[] scheduled(double[] minutes, long sessionNanos) {
    long[] nanos = new long[minutes.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = Math.round(minutes[i] * MINUTE_NANOS);
      if (nanos[i] > sessionNanos) {
        throw new InvalidInputException(
            "minutes",
            minutes[i],
            "at most the length of the session, " + sessionNanos / MINUTE_NANOS);
      }
    }
    Arrays.sort(nanos);
    return nanos;
  }

  void seed(long seed, long episode) {
    random.seed(seed, episode);
  }

  void start(long timeNanos) {
    openNanos = timeNanos;
    nextScheduled = 0;
    nextRandomNanos = timeNanos;
    drawNext();
  }

  private void drawNext() {
    nextRandomNanos =
        meanIntervalNanos == 0
            ? Long.MAX_VALUE
            : nextRandomNanos + random.nextExponentialNanos(meanIntervalNanos);
  }

  /** Time of the next item; {@link Long#MAX_VALUE} if there is none. */
  long nextTimeNanos() {
    return Math.min(nextScheduledNanos(), nextRandomNanos);
  }

  /** Time of the next scheduled item; {@link Long#MAX_VALUE} if there is none. */
  long nextScheduledNanos() {
    return nextScheduled < scheduled.length ? openNanos + scheduled[nextScheduled] : Long.MAX_VALUE;
  }

  /** Fills in the next item and advances. */
  void next(NewsDraft item) {
    long time = nextTimeNanos();
    double deviations = surprise.next(random);
    item.begin(kind, time, deviations);
    content.fill(item, deviations, random);
    item.overreact(overreaction, halfLifeNanos);
    if (time == nextRandomNanos) {
      drawNext();
    } else {
      nextScheduled++;
    }
  }

  @Override
  public void save(StateWriter out) {
    random.save(out);
    out.writeLong(openNanos);
    out.writeInt(nextScheduled);
    out.writeLong(nextRandomNanos);
  }

  @Override
  public void load(StateReader in) {
    random.load(in);
    openNanos = in.readLong(0, Times.MAX_NANOS);
    nextScheduled = in.readInt(0, scheduled.length);
    nextRandomNanos = in.readLong(0, Long.MAX_VALUE);
  }
}
