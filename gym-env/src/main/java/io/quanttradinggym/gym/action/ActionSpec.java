package io.quanttradinggym.gym.action;

import java.util.List;

/**
 * What an action looks like.
 *
 * @param kind of the numbers
 * @param counts number of choices of each component; empty for {@link Kind#BOX}
 * @param size number of components
 * @param labels DISCRETE: what each action does; otherwise what each component means
 */
public record ActionSpec(Kind kind, List<Integer> counts, int size, List<String> labels) {
  /** Gymnasium's space. */
  public enum Kind {
    DISCRETE,
    MULTI_DISCRETE,
    /** float32 in [−1, 1]. */
    BOX
  }

  public ActionSpec {
    counts = List.copyOf(counts);
    labels = List.copyOf(labels);
  }

  public static ActionSpec discrete(List<String> labels) {
    return new ActionSpec(Kind.DISCRETE, List.of(labels.size()), 1, labels);
  }

  public static ActionSpec box(List<String> labels) {
    return new ActionSpec(Kind.BOX, List.of(), labels.size(), labels);
  }
}
