package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.Chosen;
import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.gym.api.ActionSpec;
import io.quanttradinggym.gym.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;

/** The members of a composite scheme. */
final class Members {
  /** Views that members can read. */
  static final Set<View> VIEWS =
      View.setOf(View.PRICES, View.BOOK, View.ACCOUNT, View.ORDERS, View.TASK);

  private Members() {}

  /**
   * @param path path of a member in the parameters, by its index
   * @throws InvalidInputException if the members cannot act together
   */
  static CompositeScheme of(
      List<Chosen<ActionSchemeType>> members, IntFunction<String> path, boolean product) {
    List<ActionScheme> schemes = new ArrayList<>();
    List<ActionSpec> specs = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      ActionScheme scheme = create(members.get(i), path.apply(i));
      checkKind(scheme.spec(), i == 0 ? scheme.spec() : specs.getFirst(), path.apply(i));
      schemes.add(scheme);
      specs.add(scheme.spec());
      prefixes.add(prefix(members.get(i)));
    }
    return new CompositeScheme(schemes, new CompositeSpace(specs, prefixes, product));
  }

  private static ActionScheme create(Chosen<ActionSchemeType> member, String path) {
    View missing = member.plugin().firstMissing(VIEWS);
    if (missing != null) {
      throw new InvalidInputException(
          path + ".type",
          member.plugin().type(),
          "a scheme that does not need the view " + missing.text());
    }
    try {
      return member.plugin().create(member.parameters());
    } catch (InvalidInputException e) {
      throw e.within(path);
    }
  }

  private static void checkKind(ActionSpec spec, ActionSpec first, String path) {
    if ((spec.kind() == ActionSpec.Kind.BOX) != (first.kind() == ActionSpec.Kind.BOX)) {
      throw new InvalidInputException(
          path,
          "a " + name(spec) + " action",
          "an action of the same kind as that of the first scheme, " + name(first));
    }
  }

  private static String name(ActionSpec spec) {
    return spec.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String prefix(Chosen<ActionSchemeType> member) {
    List<Integer> instruments = member.plugin().instruments(member.parameters());
    return instruments.size() == 1 ? "instrument " + instruments.getFirst() + ": " : "";
  }
}
