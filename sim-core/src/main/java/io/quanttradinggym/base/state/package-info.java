/** Writing and restoring simulation state as bytes, bit for bit; used by snapshots and forks. */
@NullMarked
package io.quanttradinggym.base.state;

import org.jspecify.annotations.NullMarked;
