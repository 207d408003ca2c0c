package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.feature.FeatureUnit;
import io.quanttradinggym.sim.feature.IndicatorRequest;
import io.quanttradinggym.sim.feature.IndicatorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** An indicator, as the agents of the market compute it. */
@AutoService(ObservationBlockType.class)
public final class FeatureBlock implements ObservationBlockType {
  static final String FEATURE = "feature";
  static final String ALL_OUTPUTS = "all";

  private final Plugins<IndicatorType> types = Plugins.load(IndicatorType.class);

  @Override
  public String type() {
    return "feature";
  }

  @Override
  public String description() {
    return "An indicator, computed once by the code that the agents of the market use, from complete "
        + "bars and past events only. Has the parameters of the indicator as well (see Features), "
        + "and those keys below that apply to it: interval and source for an indicator of bars, "
        + "relative for a price. Fields are named after the indicator, its parameters and its "
        + "bars, such as feature_rsi_14_10s, and are 0 until there is enough data.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.FEATURES);
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(
        ParameterSpec.choice(
            FEATURE, null, List.copyOf(types.all().keySet()), "Name of the indicator."));
    specs.add(FeatureKeys.interval());
    specs.add(FeatureKeys.source());
    specs.add(FeatureKeys.output(List.of(ALL_OUTPUTS)));
    specs.add(FeatureKeys.relative());
    specs.addAll(FeatureKeys.ofEvery());
    return List.copyOf(specs);
  }

  @Override
  public List<ParameterSpec> parameters(Map<String, ?> given) {
    Object name = given.get(FEATURE);
    IndicatorType type = name instanceof String text ? types.all().get(text) : null;
    if (type == null) {
      throw new InvalidInputException(
          FEATURE,
          name == null ? InvalidInputException.MISSING : name,
          "one of " + String.join(", ", types.all().keySet()));
    }
    List<ParameterSpec> specs = new ArrayList<>();
    specs.add(
        ParameterSpec.choice(FEATURE, null, List.copyOf(types.all().keySet()), type.description()));
    specs.addAll(type.parameters());
    if (type.followsBars()) {
      specs.add(FeatureKeys.interval());
      specs.add(FeatureKeys.source());
    }
    if (type.outputs().size() > 1) {
      List<String> outputs = new ArrayList<>(List.of(ALL_OUTPUTS));
      outputs.addAll(type.outputs());
      specs.add(FeatureKeys.output(outputs));
    }
    if (outputs(type).anyMatch(output -> type.unit(output) == FeatureUnit.PRICE)) {
      specs.add(FeatureKeys.relative());
    }
    specs.addAll(FeatureKeys.ofEvery());
    return List.copyOf(specs);
  }

  private static IntStream outputs(IndicatorType type) {
    return IntStream.range(0, type.outputs().size());
  }

  @Override
  public List<Map<String, String>> variants() {
    return types.all().keySet().stream()
        .map(name -> Collections.singletonMap(FEATURE, name))
        .toList();
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    IndicatorType type = types.get(parameters.getText(FEATURE), FEATURE);
    FeatureKeys keys = FeatureKeys.of(parameters);
    int[] outputs =
        outputs(type)
            .filter(output ->
                keys.output().equals(ALL_OUTPUTS)
                    || keys.output().equals(type.outputs().get(output)))
            .toArray();
    boolean[] relative = new boolean[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      relative[i] = keys.isRelative() && type.unit(outputs[i]) == FeatureUnit.PRICE;
    }
    return new Block(
        keys.request(type), outputs, relative, new FeatureFields(type, keys).of(outputs, relative));
  }

  private static final class Block implements ObservationBlock {
    private final IndicatorRequest indicator;
    private final int[] outputs;
    private final boolean[] relative; // by output: whether the mid is subtracted
    private final List<ObservationField> fields;
    private int request;

    Block(
        IndicatorRequest indicator,
        int[] outputs,
        boolean[] relative,
        List<ObservationField> fields) {
      this.indicator = indicator;
      this.outputs = outputs;
      this.relative = relative;
      this.fields = fields;
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void request(FeatureRequests requests) {
      request = requests.add(indicator);
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      double mid = views.prices().midTicks(indicator.instrument());
      for (int i = 0; i < outputs.length; i++) {
        double value = views.features().value(request, outputs[i]);
        raw[offset + i] = relative[i] ? value - mid : value;
      }
    }
  }
}
