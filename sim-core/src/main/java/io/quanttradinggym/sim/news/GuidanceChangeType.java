package io.quanttradinggym.sim.news;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.List;

/** News about a company's growth expectation. */
@AutoService(NewsType.class)
public final class GuidanceChangeType implements NewsType {
  @Override
  public String type() {
    return "guidance-change";
  }

  @Override
  public String description() {
    return "A company changes its growth guidance: the growth rate changes by magnitude times "
        + "surprise. If the fundamental does not depend on growth, the value changes by 20 times "
        + "as much (the duration of a share with a dividend yield of 5 %).";
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
            "per year",
            0.001,
            0,
            0.1,
            "Change of the growth rate for a surprise of 1."));
  }

  @Override
  public NewsSource create(Parameters parameters, NewsSetup setup) {
    double magnitude = parameters.getDouble("magnitude");
    long about = parameters.getLong("instrument");
    return new NewsSource(
        NewsKind.GUIDANCE,
        parameters,
        setup,
        (item, surprise, random) ->
            item.instrument(setup.instrument(about, random)).growthChange(magnitude * surprise));
  }
}
