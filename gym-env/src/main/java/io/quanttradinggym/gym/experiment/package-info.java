/**
 * Experiments: markets that are played to be recorded or measured. They take and return plain
 * records, report progress, and end soon after their listener cancels them.
 */
@NullMarked
package io.quanttradinggym.gym.experiment;

import org.jspecify.annotations.NullMarked;
