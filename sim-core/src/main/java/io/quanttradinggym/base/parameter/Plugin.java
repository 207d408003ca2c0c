package io.quanttradinggym.base.parameter;

import java.util.List;

/**
 * Something that scenarios name by {@code type} and configure by declared parameters.
 * Implementations are annotated with {@code AutoService}, so that adding one is adding one file.
 */
public interface Plugin {
  /** Name in YAML, in lower-case-with-hyphens. */
  String type();

  /** One paragraph, with the source where there is one. */
  String description();

  /** Everything that can be configured, in the order of the documentation. */
  List<ParameterSpec> parameters();
}
