package io.quanttradinggym.gym.policy;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The fixed half-spread with the highest mean return on tuning seeds. */
@AutoService(BaselineType.class)
public final class BestFixedHalfSpreadBaseline implements BaselineType {
  @Override
  public String type() {
    return "best-fixed-half-spread";
  }

  @Override
  public String description() {
    return "The fixed-half-spread baseline with the distance of the highest mean return on the "
        + "tuning seeds. Tuning and evaluation seeds are disjoint.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.ORDERS, View.TASK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integer("min_ticks", "ticks", 1L, 1, 1000, "Minimum distance to try."),
        ParameterSpec.integer("max_ticks", "ticks", 20L, 1, 1000, "Maximum distance to try."),
        BaselineSetup.instrumentParameter(),
        BaselineSetup.quantityParameter());
  }

  @Override
  public BaselineChoice create(Parameters parameters, BaselineSetup setup) {
    long min = parameters.getLong("min_ticks");
    long max = parameters.getLong("max_ticks");
    if (max < min) {
      throw new InvalidInputException("max_ticks", max, "at least min_ticks (" + min + ")");
    }
    List<BaselineChoice.Option> options = new ArrayList<>();
    for (long ticks = min; ticks <= max; ticks++) {
      Map<String, Object> raw = new TreeMap<>();
      raw.put("ticks", ticks);
      raw.put("instrument", parameters.getLong("instrument"));
      raw.put("quantity", parameters.getLong("quantity"));
      BaselineType fixed = new FixedHalfSpreadBaseline();
      Parameters chosen = Parameters.of(fixed.parameters(), raw, type());
      String detail = "half-spread " + ticks + " ticks";
      options.add(new BaselineChoice.Option(detail, fixed.create(chosen, setup).only()));
    }
    return new BaselineChoice(options);
  }
}
