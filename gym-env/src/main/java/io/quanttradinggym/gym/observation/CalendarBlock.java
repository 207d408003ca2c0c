package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;
import java.util.Set;

/** The time of the trading day and the next scheduled news. */
@AutoService(ObservationBlockType.class)
public final class CalendarBlock implements ObservationBlockType {
  private static final long DAY_NANOS = 86_400 * Units.NANOS_PER_SECOND;

  @Override
  public String type() {
    return "calendar";
  }

  @Override
  public String description() {
    return "Time of the trading day: elapsed fraction of the session, sine and cosine of the time of "
        + "day (a turn in 24 hours), activity relative to the mean of the session, and the time "
        + "until the next scheduled news (at its bound if there are none). Only the time of "
        + "scheduled news is known in advance.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.number(
            "news_scale", "seconds", 600.0, 1e-3, 1e6, "Divisor of the time until news."),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    return new Block(parameters.getDouble("news_scale"), parameters.getDouble("clip"));
  }

  private record Block(double newsScale, double clip) implements ObservationBlock {
    @Override
    public List<ObservationField> fields() {
      return new Fields()
          .fraction("session_elapsed")
          .signed("time_of_day_sine", "", 1, 1)
          .signed("time_of_day_cosine", "", 1, 1)
          .positive("activity", "", 1, clip)
          .positive("until_scheduled_news", "seconds", newsScale, clip)
          .toList();
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      MarketView market = views.book();
      long now = market.timeNanos();
      double passed = now - market.openNanos();
      double turns = (double) (now % DAY_NANOS) / DAY_NANOS;
      long news = market.news().nextScheduledNanos();
      raw[offset] = passed / (market.closeNanos() - market.openNanos());
      raw[offset + 1] = Turns.sine(turns);
      raw[offset + 2] = Turns.cosine(turns);
      raw[offset + 3] = market.intensity();
      raw[offset + 4] =
          news == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : Units.seconds(news - now);
    }
  }
}
