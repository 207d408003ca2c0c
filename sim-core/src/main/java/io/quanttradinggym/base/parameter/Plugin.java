package io.quanttradinggym.base.parameter;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A component that scenarios select by {@code type} and configure by declared parameters.
 * Implementations are annotated with {@code AutoService}, so that a new plug-in needs only one new
 * file.
 */
public interface Plugin {
  /** Name in YAML, in lower-case-with-hyphens. */
  String type();

  /** One paragraph, with the source if there is one. */
  String description();

  /** All parameters, in the order of the documentation. */
  List<ParameterSpec> parameters();

  /**
   * The parameters of a document with these values. Differs from {@link #parameters()} only if one
   * value decides which others there are.
   *
   * @param given values of the document, not yet validated
   * @throws InvalidInputException if the deciding value is missing or not valid
   */
  default List<ParameterSpec> parameters(Map<String, ?> given) {
    return parameters();
  }

  /**
   * Values that select every variant of {@link #parameters(Map)}; one empty mapping if there is
   * only one.
   */
  default List<Map<String, String>> variants() {
    return List.of(Collections.emptyMap());
  }
}
