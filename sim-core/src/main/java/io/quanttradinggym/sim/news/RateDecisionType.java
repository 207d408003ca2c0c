package io.quanttradinggym.sim.news;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.List;

/** News about a central bank rate that differs from the expectation. */
@AutoService(NewsType.class)
public final class RateDecisionType implements NewsType {
  @Override
  public String type() {
    return "rate-decision";
  }

  @Override
  public String description() {
    return "The central bank's rate differs from the expectation: the risk-free rate changes by "
        + "minus magnitude times surprise, for all instruments. If the fundamental does not depend "
        + "on rates, the value changes by 20 times as much in the opposite direction. Bernanke and "
        + "Kuttner (2005) found 4 to 5 % for a quarter of a percent.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return NewsSource.parameters(
        ParameterSpec.number(
            "magnitude",
            "per year",
            0.0005,
            0,
            0.1,
            "Change of the risk-free rate for a surprise of 1."));
  }

  @Override
  public NewsSource create(Parameters parameters, NewsSetup setup) {
    double magnitude = parameters.getDouble("magnitude");
    return new NewsSource(
        NewsKind.RATE,
        parameters,
        setup,
        (item, surprise, random) -> item.rateChange(-magnitude * surprise));
  }
}
