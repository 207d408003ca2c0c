/**
 * Scenarios: immutable descriptions read from YAML, the catalogue of bundled scenarios, and the
 * JSON Schema.
 */
@NullMarked
package io.quanttradinggym.gym.scenario;

import org.jspecify.annotations.NullMarked;
