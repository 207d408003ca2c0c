/**
 * Scenarios: immutable descriptions read from YAML, the catalogue of those that come with the
 * library, their JSON Schema, and the simulations made of them.
 */
@NullMarked
package io.quanttradinggym.gym.scenario;

import org.jspecify.annotations.NullMarked;
