/**
 * Configured plug-ins, and the texts they come from and go to (YAML, JSON); the only user of
 * Jackson.
 */
@NullMarked
package io.quanttradinggym.gym.config;

import org.jspecify.annotations.NullMarked;
