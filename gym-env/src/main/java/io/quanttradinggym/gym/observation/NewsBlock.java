package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Units;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.market.MarketView;
import java.util.List;
import java.util.Set;

/** Published news about an instrument. */
@AutoService(ObservationBlockType.class)
public final class NewsBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "news";
  }

  @Override
  public String description() {
    return "Published news that concern an instrument (its own, those of its sector and those of "
        + "all), from the open: surprise of the last item, time since it (at its bound before the "
        + "first), sentiment (sum of the surprises, each decaying with the half-life), and "
        + "fundamentals: published change of the logarithm of earnings, of yearly growth, of the "
        + "yearly risk-free rate, and of the logarithm of the value. At most the last 64 items "
        + "between two decisions count.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        Fields.instrumentParameter(),
        ParameterSpec.duration("half_life", "10m", "1ms", "24h", "Half-life of the sentiment."),
        ParameterSpec.number(
            "age_scale", "seconds", 600.0, 1e-3, 1e6, "Divisor of the time since the last item."),
        ParameterSpec.number(
            "change_scale", "", 0.01, 1e-9, 1e3, "Divisor of changes of fundamentals."),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int instrument = parameters.getInt("instrument");
    double change = parameters.getDouble("change_scale");
    double clip = parameters.getDouble("clip");
    List<ObservationField> fields =
        new Fields(instrument)
            .signed("news_surprise", "standard deviations", 1, clip)
            .positive("news_age", "seconds", parameters.getDouble("age_scale"), clip)
            .signed("news_sentiment", "standard deviations", 1, clip)
            .signed("earnings_change", "", change, clip)
            .signed("growth_change", "", change, clip)
            .signed("rate_change", "", change, clip)
            .signed("value_change", "", change, clip)
            .toList();
    return new Block(new PublishedChanges(instrument, parameters.getNanos("half_life")), fields);
  }

  private record Block(PublishedChanges changes, List<ObservationField> fields)
      implements ObservationBlock {
    @Override
    public void reset(Views views) {
      changes.clear(views.book().openNanos());
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      MarketView market = views.book();
      long now = market.timeNanos();
      changes.read(market.news(), market);
      raw[offset] = changes.surprise();
      raw[offset + 1] =
          changes.isEmpty() ? Double.POSITIVE_INFINITY : Units.seconds(now - changes.latestNanos());
      raw[offset + 2] = changes.sentiment(now);
      changes.writeSums(raw, offset + 3);
    }

    @Override
    public void save(StateWriter out) {
      changes.save(out);
    }

    @Override
    public void load(StateReader in) {
      changes.load(in);
    }
  }
}
