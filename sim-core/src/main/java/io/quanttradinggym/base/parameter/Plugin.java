package io.quanttradinggym.base.parameter;

import java.util.List;

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
}
