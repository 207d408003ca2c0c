package io.quanttradinggym.gym.api;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Specification of an action.
 *
 * @param kind kind of the numbers
 * @param counts number of choices of each component; empty for {@link Kind#BOX}
 * @param size number of components
 * @param labels DISCRETE: the effect of each action; otherwise the meaning of each component
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

  /**
   * @param counts number of choices of each component
   * @param labels meaning of each component
   */
  public static ActionSpec multiDiscrete(List<Integer> counts, List<String> labels) {
    return new ActionSpec(Kind.MULTI_DISCRETE, counts, counts.size(), labels);
  }

  public static ActionSpec box(List<String> labels) {
    return new ActionSpec(Kind.BOX, List.of(), labels.size(), labels);
  }

  /**
   * Validates one action.
   *
   * @param action (size) at {@code offset}; discrete choices as whole numbers
   * @param field name in the error, such as "action"
   * @throws InvalidInputException for a value that is not a number or outside the space
   */
  public void check(float[] action, int offset, String field) {
    for (int i = 0; i < size; i++) {
      float value = action[offset + i];
      boolean inside =
          kind == Kind.BOX
              ? value >= -1 && value <= 1
              : value >= 0 && value < counts.get(i) && value == (int) value;
      if (!inside) {
        String name = size == 1 ? field : field + "[" + i + "]";
        throw new InvalidInputException(name, number(value), allowed(i));
      }
    }
  }

  /**
   * Validates that {@code length} is the length of {@code copies} actions.
   *
   * @throws InvalidInputException for any other length
   */
  public void checkLength(int length, int copies, String field) {
    if (length != size * copies) {
      throw new InvalidInputException(field + ".length", length, size * copies + " numbers");
    }
  }

  private Number number(float value) {
    if (kind != Kind.BOX && value == (long) value) {
      return (long) value;
    }
    return value;
  }

  private String allowed(int component) {
    return kind == Kind.BOX
        ? "a number from -1 to 1"
        : "an integer from 0 to " + (counts.get(component) - 1);
  }

  /** Choices of all components together: the length of an action mask; 0 for a BOX. */
  public int choices() {
    return counts.stream().mapToInt(Integer::intValue).sum();
  }

  /** Placeholder of an action that a policy did not take: NaN in a BOX, otherwise -1. */
  public float noAction() {
    return kind == Kind.BOX ? Float.NaN : -1;
  }

  /**
   * The canonical JSON form of this specification.
   *
   * @param scheme the action scheme with all its parameters
   */
  public String canonicalJson(Map<String, Object> scheme) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("scheme", scheme);
    map.put("kind", kind.name());
    map.put("counts", counts);
    map.put("size", size);
    map.put("labels", labels);
    return CanonicalJson.write(map);
  }
}
