package io.quanttradinggym.gym.action;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.view.View;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One scheme in each of several instruments. */
@AutoService(ActionSchemeType.class)
public final class EachScheme implements ActionSchemeType {
  private static final String SCHEME = "scheme";

  @Override
  public String type() {
    return "each";
  }

  @Override
  public String description() {
    return "Acts by one scheme in each of several instruments, in their order. The instrument of the "
        + "scheme itself has no effect. The action mask joins those of the instruments.";
  }

  @Override
  public Set<View> needs() {
    return Members.VIEWS;
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.plugin(
            SCHEME,
            ActionSchemeType.class,
            "",
            "direction",
            "Scheme of each instrument; it has the parameter instrument."),
        ActionParameters.instruments(),
        CompositeSpace.parameter());
  }

  @Override
  public ActionScheme create(Parameters parameters) {
    Chosen<ActionSchemeType> scheme = parameters.getPlugin(SCHEME, ActionSchemeType.class);
    if (!ActionParameters.hasInstrument(scheme.plugin())) {
      throw new InvalidInputException(
          SCHEME + ".type", scheme.plugin().type(), "a scheme with the parameter instrument");
    }
    int[] instruments = ActionParameters.checkedInstruments(parameters);
    return Members.of(
        Arrays.stream(instruments)
            .mapToObj(i -> ActionParameters.withInstrument(scheme, i))
            .toList(),
        i -> SCHEME,
        CompositeSpace.isProduct(parameters));
  }
}
