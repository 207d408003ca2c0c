/**
 * Experiments: markets played for recording or measurement. They take and return plain records,
 * report progress, and end soon after their listener cancels them.
 */
@NullMarked
package io.quanttradinggym.gym.experiment;

import org.jspecify.annotations.NullMarked;
