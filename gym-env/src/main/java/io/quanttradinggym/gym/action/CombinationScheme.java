package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A different scheme in each of several instruments. */
@AutoService(ActionSchemeType.class)
public final class CombinationScheme implements ActionSchemeType {
  private static final String SCHEMES = "schemes";

  @Override
  public String type() {
    return "combination";
  }

  @Override
  public String description() {
    return "Acts by several schemes, one after the other, each in instruments of its own. The action "
        + "mask joins those of the schemes. A scheme of a parent order cannot take part.";
  }

  @Override
  public Set<View> needs() {
    return Members.VIEWS;
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.pluginList(
            SCHEMES,
            ActionSchemeType.class,
            "",
            List.of(
                Chosen.document("direction", "instrument", 0L),
                Chosen.document("direction", "instrument", 1L)),
            "Schemes: 1 to " + ActionParameters.MAX_INSTRUMENTS + ", all with a Box or none."),
        CompositeSpace.parameter());
  }

  @Override
  public List<Integer> instruments(Parameters parameters) {
    List<Integer> instruments = new ArrayList<>();
    for (Chosen<ActionSchemeType> scheme : parameters.getPlugins(SCHEMES, ActionSchemeType.class)) {
      instruments.addAll(scheme.plugin().instruments(scheme.parameters()));
    }
    return instruments;
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    List<Chosen<ActionSchemeType>> schemes = parameters.getPlugins(SCHEMES, ActionSchemeType.class);
    if (schemes.isEmpty() || schemes.size() > ActionParameters.MAX_INSTRUMENTS) {
      throw new InvalidInputException(
          SCHEMES,
          "(" + schemes.size() + " schemes)",
          "1 to " + ActionParameters.MAX_INSTRUMENTS + " schemes");
    }
    checkInstruments(schemes);
    return Members.of(schemes, i -> SCHEMES + "[" + i + "]", CompositeSpace.isProduct(parameters));
  }

  private static void checkInstruments(List<Chosen<ActionSchemeType>> schemes) {
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < schemes.size(); i++) {
      Chosen<ActionSchemeType> scheme = schemes.get(i);
      List<Integer> own = scheme.plugin().instruments(scheme.parameters());
      for (int instrument : own) {
        if (taken.contains(instrument)) {
          throw new InvalidInputException(
              SCHEMES + "[" + i + "]",
              scheme.plugin().type() + " in instrument " + instrument,
              "an instrument of no other scheme");
        }
      }
      taken.addAll(own);
    }
  }
}
