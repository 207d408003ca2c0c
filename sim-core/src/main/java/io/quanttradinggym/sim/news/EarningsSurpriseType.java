package io.quanttradinggym.sim.news;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.List;

/** News about earnings that differ from the expectation. */
@AutoService(NewsType.class)
public final class EarningsSurpriseType implements NewsType {
  @Override
  public String type() {
    return "earnings-surprise";
  }

  @Override
  public String description() {
    return "Earnings differ from the expectation: earnings per share change by a factor of "
        + "exp(magnitude times surprise), and the value changes in proportion. Announcements move "
        + "prices by 3 to 5 % and are not fully absorbed at once: Ball and Brown (1968), Bernard "
        + "and Thomas (1989).";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return NewsSource.parameters(
        ParameterSpec.integer(
            "instrument",
            "index",
            -1L,
            -1,
            10_000,
            "Instrument index; -1 = drawn at random for each piece of news."),
        ParameterSpec.number(
            "magnitude",
            "",
            0.03,
            0,
            1,
            "Change of the logarithm of earnings for a surprise of 1."));
  }

  @Override
  public NewsSource create(Parameters parameters, NewsSetup setup) {
    double magnitude = parameters.getDouble("magnitude");
    long about = parameters.getLong("instrument");
    return new NewsSource(
        NewsKind.EARNINGS,
        parameters,
        setup,
        (item, surprise, random) ->
            item.instrument(setup.instrument(about, random)).earningsChange(magnitude * surprise));
  }
}
