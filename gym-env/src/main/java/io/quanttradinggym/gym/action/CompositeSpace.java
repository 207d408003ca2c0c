package io.quanttradinggym.gym.action;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ActionSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The action space of several schemes together. */
final class CompositeSpace {
  private static final String SPACE = "space";
  private static final String PRODUCT = "product";
  private static final String COMPONENTS = "components";

  /** Limit that keeps the number of actions learnable. */
  private static final int MAX_CHOICES = 1024;

  private final List<ActionSpec> specs;
  private final List<String> prefixes;
  private final boolean product;
  private final int[] counts; // choices of each component of all schemes
  private final boolean[] allowed; // choices of all components, one after the other
  private final float[] decoded; // components of a combination
  private final ActionSpec spec;

  /**
   * @param specs of the schemes, all Box or none
   * @param prefixes of the labels of each scheme
   * @param product whether choices become one choice of a combination; no effect on a Box
   * @throws InvalidInputException if there are too many combinations
   */
  CompositeSpace(List<ActionSpec> specs, List<String> prefixes, boolean product) {
    this.specs = List.copyOf(specs);
    this.prefixes = List.copyOf(prefixes);
    boolean box = specs.getFirst().kind() == ActionSpec.Kind.BOX;
    this.product = product && !box;
    counts = specs.stream().flatMap(s -> s.counts().stream()).mapToInt(Integer::intValue).toArray();
    allowed = new boolean[Arrays.stream(counts).sum()];
    decoded = new float[counts.length];
    if (box) {
      spec = ActionSpec.box(componentLabels());
    } else if (product) {
      spec = ActionSpec.discrete(combinationLabels(checkedCombinations()));
    } else {
      spec =
          ActionSpec.multiDiscrete(
              specs.stream().flatMap(s -> s.counts().stream()).toList(), componentLabels());
    }
  }

  static ParameterSpec parameter() {
    return ParameterSpec.choice(
        SPACE,
        PRODUCT,
        List.of(PRODUCT, COMPONENTS),
        "Action space of schemes with choices: product = Discrete with every combination, the last "
            + "component fastest; components = MultiDiscrete. Box schemes always give a Box.");
  }

  /** The value of {@link #parameter}: whether choices become one choice of a combination. */
  static boolean isProduct(Parameters parameters) {
    return parameters.getText(SPACE).equals(PRODUCT);
  }

  ActionSpec spec() {
    return spec;
  }

  /** Whether an action is one choice of a combination. */
  boolean isProduct() {
    return product;
  }

  /** Components of all schemes. */
  int components() {
    return specs.stream().mapToInt(ActionSpec::size).sum();
  }

  /** Writes the components of a combination. */
  void decode(int combination, float[] out) {
    int rest = combination;
    for (int i = counts.length - 1; i >= 0; i--) {
      out[i] = rest % counts[i];
      rest /= counts[i];
    }
  }

  /**
   * Joins the masks of the schemes.
   *
   * @param out (choices of {@link #spec})
   */
  void join(boolean[][] masks, boolean[] out) {
    boolean[] all = product ? allowed : out;
    int at = 0;
    for (boolean[] mask : masks) {
      System.arraycopy(mask, 0, all, at, mask.length);
      at += mask.length;
    }
    for (int combination = 0; product && combination < out.length; combination++) {
      out[combination] = isAllowed(combination);
    }
  }

  private boolean isAllowed(int combination) {
    decode(combination, decoded);
    int start = 0; // of the choices of a component
    for (int i = 0; i < counts.length; i++) {
      if (!allowed[start + (int) decoded[i]]) {
        return false;
      }
      start += counts[i];
    }
    return true;
  }

  private int checkedCombinations() {
    long combinations = 1;
    for (int count : counts) {
      combinations = Math.min(combinations * count, Integer.MAX_VALUE);
    }
    if (combinations > MAX_CHOICES) {
      throw new InvalidInputException(
          SPACE,
          PRODUCT + " (" + combinations + " actions)",
          "at most " + MAX_CHOICES + " actions, or " + COMPONENTS);
    }
    return (int) combinations;
  }

  private List<String> combinationLabels(int combinations) {
    List<List<String>> choices = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      for (int component = 0; component < specs.get(i).size(); component++) {
        choices.add(choiceLabels(i, component));
      }
    }
    float[] chosen = new float[counts.length];
    List<String> labels = new ArrayList<>();
    for (int combination = 0; combination < combinations; combination++) {
      decode(combination, chosen);
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < chosen.length; i++) {
        parts.add(choices.get(i).get((int) chosen[i]));
      }
      labels.add(String.join("; ", parts));
    }
    return labels;
  }

  /** The meaning of each choice of a component. */
  private List<String> choiceLabels(int scheme, int component) {
    ActionSpec of = specs.get(scheme);
    String prefix = prefixes.get(scheme);
    if (of.kind() == ActionSpec.Kind.DISCRETE) {
      return of.labels().stream().map(label -> prefix + label).toList();
    }
    List<String> labels = new ArrayList<>();
    for (int choice = 0; choice < of.counts().get(component); choice++) {
      labels.add(prefix + of.labels().get(component) + ": choice " + choice);
    }
    return labels;
  }

  /** The meaning of each component. */
  private List<String> componentLabels() {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      String prefix = prefixes.get(i);
      if (specs.get(i).kind() == ActionSpec.Kind.DISCRETE) {
        labels.add(prefix + String.join(" | ", specs.get(i).labels()));
      } else {
        specs.get(i).labels().forEach(label -> labels.add(prefix + label));
      }
    }
    return labels;
  }
}
