package io.quanttradinggym.sim.news;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.List;

/** News about a whole sector. */
@AutoService(NewsType.class)
public final class SectorNewsType implements NewsType {
  @Override
  public String type() {
    return "sector-news";
  }

  @Override
  public String description() {
    return "News about a whole sector: the values of all its instruments change by a factor of "
        + "exp(magnitude times surprise), multiplied by their sector beta if they have one.";
  }

  @Override
  public List<ParameterSpec> parameters() {
    return NewsSource.parameters(
        ParameterSpec.text(
            "sector", "", "Sector name; empty = drawn at random for each piece of news."),
        ParameterSpec.number(
            "magnitude",
            "",
            0.01,
            0,
            1,
            "Change of the logarithm of the values for a surprise of 1."));
  }

  @Override
  public NewsSource create(Parameters parameters, NewsSetup setup) {
    double magnitude = parameters.getDouble("magnitude");
    int about = setup.sectorIndex(parameters.getText("sector"));
    int sectors = setup.sectors().size();
    return new NewsSource(
        NewsKind.SECTOR,
        parameters,
        setup,
        (item, surprise, random) ->
            item.sector(about >= 0 ? about : random.nextInt(sectors))
                .otherChange(magnitude * surprise));
  }
}
